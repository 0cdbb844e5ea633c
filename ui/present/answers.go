package present

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// FromHere is what an answer to this computer is worth.
const FromHere = "The registry is asked from this computer, not from the node: network, proxy and mirrors may differ. Passwords are sent over HTTPS to the hosts above only."

// Questions are what registries can be asked about pods of the snapshot, as
// their pull secrets are now: one question for all that share it.
func Questions(s *diagnose.Snapshot, pods ...PodKey) []diagnose.RegistryQuestion {
	wanted := make(map[PodKey]bool, len(pods))
	for _, key := range pods {
		wanted[key] = true
	}
	some := *s
	some.Pods = nil
	for i := range s.Pods {
		if p := &s.Pods[i]; wanted[PodKey{p.Namespace, p.Name}] {
			some.Pods = append(some.Pods, *p)
		}
	}
	return distinct(engine.Questions(&some))
}

// distinct leaves out questions that were asked before with the same
// credentials.
func distinct(all []diagnose.RegistryQuestion) []diagnose.RegistryQuestion {
	at := make(map[string]int, len(all))
	var out []diagnose.RegistryQuestion
	for i := range all {
		id := fmt.Sprintf("%q", all[i].Keys())
		if j, ok := at[id]; ok {
			out[j].Platforms = out[j].Platforms || all[i].Platforms
			continue
		}
		at[id] = len(out)
		out = append(out, all[i])
	}
	return out
}

// ImageWords name the images that are asked about; the first of many.
func ImageWords(questions []diagnose.RegistryQuestion) string {
	const most = 4
	var names []string
	for i := range questions {
		if name := questions[i].Image.Familiar(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	what := "Image: "
	if len(names) > 1 {
		what = Plural(len(names), "image") + ": "
	}
	if len(names) > most {
		return what + strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more.", len(names)-most)
	}
	return what + text.JoinAnd(names) + "."
}

// PlanWords say what would be sent where, a sentence or two for each host.
func PlanWords(plan []diagnose.RegistryShipment) []string {
	var out []string
	for _, p := range plan {
		what := "no credentials"
		if len(p.Secrets) > 0 {
			var users []string
			for _, u := range p.Usernames {
				users = append(users, fmt.Sprintf("%q", u))
			}
			what = fmt.Sprintf("the credentials of %s (user %s)", text.JoinAnd(p.Secrets), text.JoinAnd(users))
		}
		to := p.Host
		if p.TokenHost != "" && p.TokenHost != p.Host {
			to += " and its token server " + p.TokenHost
		}
		line := fmt.Sprintf("To %s: %s.", to, what)
		if !p.Allowed {
			line = fmt.Sprintf("%s names the token server %s, which is not known to belong to it. To be sent there: %s.", p.Host, p.TokenHost, what)
		}
		if p.Proxy != "" {
			line += " Through the proxy " + p.Proxy + "."
		}
		out = append(out, line)
	}
	return out
}

// PullWords say which images are read in a way that Docker Hub counts as a pull;
// "" for none.
func PullWords(questions []diagnose.RegistryQuestion) string {
	var images []string
	for i := range questions {
		if q := &questions[i]; q.Platforms && q.Image.Registry == "docker.io" {
			images = append(images, q.Image.Familiar())
		}
	}
	if len(images) == 0 {
		return ""
	}
	return "The platforms of " + text.JoinAnd(images) + " are read too, which Docker Hub counts as a pull."
}

// AnswersTo are the answers to a question, in the kubelet's order, without those
// that were not needed.
func AnswersTo(q *diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) []diagnose.RegistryAnswer {
	var out []diagnose.RegistryAnswer
	for _, key := range q.Keys() {
		if a, ok := answers[key]; ok && a.NotAsked != diagnose.NotAskedNotNeeded {
			out = append(out, a)
		}
	}
	return out
}

// Refusals are the answers to a question that keep its image from being pulled;
// none if it can be pulled or that cannot be told.
func Refusals(q *diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) []string {
	var out []string
	for _, a := range AnswersTo(q, answers) {
		switch a.Verdict {
		case diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight, diagnose.VerdictNoSuchImage:
			out = append(out, strings.TrimSuffix(a.Line(), ".")+".")
		case diagnose.VerdictCanPull:
			if a.Credentials != diagnose.AnonymousCredentials {
				return nil
			}
		}
	}
	return out
}

// AskedWords say how old the registry's answers are; "" for none. key asks
// again.
func AskedWords(asked, now time.Time, key string) string {
	if asked.IsZero() {
		return ""
	}
	ago := "just now"
	if d := now.Sub(asked); d >= time.Minute {
		ago = Plural(int(d.Minutes()), "minute") + " ago"
	}
	return "The registry was asked from this computer " + ago + "; " + key + " asks again. Answers count for 10 minutes."
}

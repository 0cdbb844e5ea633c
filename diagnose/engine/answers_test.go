package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

const noSuchTag = `Back-off pulling image "ghcr.io/acme/web:1": ErrImagePull: failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: ghcr.io/acme/web:1: not found`

// answered puts the verdicts into a snapshot, in the order of the kubelet.
func withAnswers(s *diagnose.Snapshot, verdicts ...diagnose.RegistryVerdict) *diagnose.Snapshot {
	s.RegistryAnswers = make(diagnose.RegistryAnswers)
	for _, q := range Questions(s) {
		var answers []diagnose.RegistryAnswer
		for i, key := range q.Keys() {
			a := diagnose.RegistryAnswer{Credentials: key.Secret, Key: key.Key, Host: q.Image.Registry, Verdict: verdicts[i]}
			if a.Credentials == "" {
				a.Credentials = diagnose.AnonymousCredentials
			} else {
				a.Username = "bot"
			}
			answers = append(answers, a)
		}
		s.RegistryAnswers.Add(&q, answers)
	}
	return s
}

// links are the states of the last two.
func links(d *diagnose.Diagnosis) string {
	return string(linkOf(d.Chain, diagnose.LinkRegistry).State) + " " + string(linkOf(d.Chain, diagnose.LinkImage).State)
}

// findings are the checks with their certainties.
func findings(f *diagnose.Failure) string {
	var list []string
	for _, x := range f.Findings {
		list = append(list, string(x.Check)+" "+string(x.Severity)+" "+string(x.Certainty))
	}
	return strings.Join(list, ", ")
}

func TestAnswersSettleTheCause(t *testing.T) {
	const (
		pull, wrong, right    = diagnose.VerdictCanPull, diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight
		absent, denied, limit = diagnose.VerdictNoSuchImage, diagnose.VerdictDeniedOrAbsent, diagnose.VerdictRateLimited
		away, not             = diagnose.VerdictUnreachable, diagnose.VerdictNotAsked
	)
	type verdicts = []diagnose.RegistryVerdict
	one := []func(*diagnose.Snapshot){refs("regcred"), secret("shop", "regcred", config("ghcr.io"))}
	typo := []func(*diagnose.Snapshot){refs("regcred"), secret("shop", "regcred", config("gchr.io"))}
	space := []func(*diagnose.Snapshot){refs("regcred"), secret("shop", "regcred", strings.Replace(config("ghcr.io"), `"auth":"`+b64("bot:"+canary), `"auth":"`+b64("bot:"+canary+"\n"), 1))}
	for _, tc := range []struct {
		name     string
		message  string
		world    []func(*diagnose.Snapshot)
		verdicts verdicts
		want     string // findings
		links    string
	}{
		{"not asked", login401, one, nil, "credential-rejected error certain", "unsure unsure"},
		{"rejected", login401, one, verdicts{wrong, denied}, "credential-rejected error certain", "broken unsure"},
		{"no right", login401, one, verdicts{right, denied}, "access-denied error certain", "ok broken"},
		{"public", login401, one, verdicts{wrong, pull}, "breaks-public-image error certain, credential-rejected error certain", "broken ok"},
		{"absent", login401, one, verdicts{absent, denied}, "image-not-found error certain", "ok broken"},
		{"absent, as the node said", noSuchTag, one, verdicts{absent, denied}, "image-not-found error certain", "ok broken"},
		{"can pull", login401, one, verdicts{pull, not}, "waiting-for-retry warning possible", "ok ok"},
		{"the tag exists now", noSuchTag, one, verdicts{pull, not}, "waiting-for-retry warning possible", "ok ok"},
		{"the registry does not say", login401, one, verdicts{denied, denied}, "credential-rejected error certain", "unsure unsure"},
		{"limited", login401, one, verdicts{limit, limit}, "credential-rejected error certain", "unsure unsure"},
		{"unreachable from here", login401, one, verdicts{away, away}, "credential-rejected error certain", "unsure unsure"},
		{"not asked after all", login401, one, verdicts{not, not}, "credential-rejected error certain", "unsure unsure"},
		{"a space, and accepted", login401, space, verdicts{right, denied}, "access-denied error certain", "ok broken"},
		{"a space, and rejected", login401, space, verdicts{wrong, denied}, "stray-whitespace error likely, auth-disagrees error likely, credential-rejected error certain", "ok unsure"},
		{"nothing sent, denied", basicRefusal, typo, verdicts{denied}, "host-mismatch error certain", "unsure unsure"},
		{"nothing sent, absent", basicRefusal, typo, verdicts{absent}, "image-not-found error certain, host-mismatch warning certain", "ok broken"},
		{"nothing sent, public", basicRefusal, typo, verdicts{pull}, "waiting-for-retry warning possible, host-mismatch warning certain", "ok ok"},
		{"no secret, public", basicRefusal, nil, verdicts{pull}, "waiting-for-retry warning possible, no-credentials warning certain", "ok ok"},
		{"the node has no network", `dial tcp: lookup ghcr.io: no such host`, one, verdicts{pull, not}, "registry-unreachable error certain", "broken ok"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := world(tc.message, tc.world...)
			if tc.verdicts != nil {
				withAnswers(s, tc.verdicts...)
			}
			res, _ := root(t, s)
			if got := findings(&res.Report.Failures[0]); got != tc.want {
				t.Errorf("findings %s\nwant     %s", got, tc.want)
			}
			if got := links(&res.Diagnoses[0]); got != tc.links {
				t.Errorf("links %s, want %s", got, tc.links)
			}
		})
	}
}

// An answer counts for the content that was asked with, and for no other.
func TestAnswersOfAnotherVersionDoNotCount(t *testing.T) {
	s := world(login401, refs("regcred"), secret("shop", "regcred", config("ghcr.io")))
	withAnswers(s, diagnose.VerdictCanPull, diagnose.VerdictNotAsked)
	s.Secrets[0].ResourceVersion = "12"
	res, f := root(t, s)
	if f.Check != diagnose.CheckCredentialRejected || len(res.Report.Failures[0].RegistryAnswers) != 0 {
		t.Errorf("%s, %v", f.Check, res.Report.Failures[0].RegistryAnswers)
	}
}

// Manifests: what registries prove is an error, what a service account may make
// up for is not.
func TestAnswersForTemplates(t *testing.T) {
	template := func(s *diagnose.Snapshot) {
		s.Source.Kind = diagnose.SourceFiles
		p := &s.Pods[0]
		p.Template, p.Kind, p.Name, p.Node, p.Owners = true, "Deployment", "web", "", nil
		p.Containers[0].Reason, p.Containers[0].Message, p.Containers[0].Waiting = "", "", false
	}
	one := []func(*diagnose.Snapshot){refs("regcred"), secret("shop", "regcred", config("ghcr.io"))}
	for _, tc := range []struct {
		name     string
		world    []func(*diagnose.Snapshot)
		verdicts []diagnose.RegistryVerdict
		want     string
	}{
		{"can pull", one, []diagnose.RegistryVerdict{diagnose.VerdictCanPull, diagnose.VerdictNotAsked}, ""},
		{"no such tag", one, []diagnose.RegistryVerdict{diagnose.VerdictNoSuchImage, diagnose.VerdictNotAsked}, "image-not-found error certain"},
		{"rejected", one, []diagnose.RegistryVerdict{diagnose.VerdictWrongCredentials, diagnose.VerdictDeniedOrAbsent}, "credential-rejected error certain"},
		{"rejected, another may be in the cluster", append([]func(*diagnose.Snapshot){secret("shop", "regcred", config("ghcr.io"))}, refs("regcred", "other")),
			[]diagnose.RegistryVerdict{diagnose.VerdictWrongCredentials, diagnose.VerdictDeniedOrAbsent}, "secret-missing warning likely, credential-rejected warning likely"},
		{"no pull secret", nil, []diagnose.RegistryVerdict{diagnose.VerdictDeniedOrAbsent}, "no-credentials warning likely"},
		{"unreachable from here", one, []diagnose.RegistryVerdict{diagnose.VerdictUnreachable, diagnose.VerdictUnreachable}, ""},
		{"public, with a key for another registry", []func(*diagnose.Snapshot){refs("regcred"), secret("shop", "regcred", config("gchr.io"))},
			[]diagnose.RegistryVerdict{diagnose.VerdictCanPull}, "host-mismatch warning certain"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := world("", append(slices.Clone(tc.world), template)...)
			withAnswers(s, tc.verdicts...)
			res := Run(s, diagnose.Options{})
			got := ""
			for i := range res.Report.Failures {
				got += findings(&res.Report.Failures[i])
			}
			if got != tc.want {
				t.Errorf("findings %s\nwant     %s", got, tc.want)
			}
		})
	}
}

func TestPlatformMissing(t *testing.T) {
	for _, tc := range []struct {
		architectures []string // of the nodes; the pod runs on the first
		scheduled     bool
		want          string
	}{
		{[]string{"amd64"}, true, "waiting-for-retry warning possible"},
		{[]string{"arm64"}, true, "platform-missing error certain"},
		{[]string{"arm64", "amd64"}, false, "platform-missing warning likely, waiting-for-retry warning possible"},
		{[]string{"arm64"}, false, "platform-missing error certain"},
	} {
		s := world(noSuchTag, refs("regcred"), secret("shop", "regcred", config("ghcr.io")))
		s.Nodes = nil
		for _, a := range tc.architectures {
			s.Nodes = append(s.Nodes, diagnose.Node{Meta: diagnose.Meta{Kind: "Node", Name: "node-" + a}, Architecture: a})
		}
		s.Pods[0].Node = ""
		if tc.scheduled {
			s.Pods[0].Node = s.Nodes[0].Name
		}
		if !Questions(s)[0].Platforms {
			t.Error("the platforms are not asked for")
		}
		withAnswers(s, diagnose.VerdictCanPull, diagnose.VerdictNotAsked)
		for key, a := range s.RegistryAnswers {
			if a.Verdict == diagnose.VerdictCanPull {
				a.Platforms = []string{"linux/amd64", "linux/s390x"}
				s.RegistryAnswers[key] = a
			}
		}
		res, _ := root(t, s)
		if got := findings(&res.Report.Failures[0]); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.architectures, got, tc.want)
		}
	}
}

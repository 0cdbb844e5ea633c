package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// aboutCredentials are the checks that an answer of the registry refutes where
// it does not prove them.
var aboutCredentials = slices.Concat(nothingInside, refused)

// Questions are what registries can be asked about the pulls of a snapshot:
// those that fail and those of templates, each pull secret as it is now.
func Questions(s *diagnose.Snapshot) []diagnose.RegistryQuestion {
	x := pull.NewIndex(s)
	var list []diagnose.RegistryQuestion
	for _, p := range sortedPods(s.Pods) {
		for _, c := range sortedContainers(p) {
			if !track.Failing(p, c) {
				continue
			}
			if q, ok := x.NewCase(p, c).Question(); ok {
				list = append(list, q)
			}
		}
	}
	return list
}

// SweepQuestions are what registries can be asked about a sweep: the failing
// pulls that it reports, and those that new pods would make.
func SweepQuestions(s *diagnose.Snapshot, o *diagnose.SweepOptions) []diagnose.RegistryQuestion {
	v := newViews(s)
	var list []diagnose.RegistryQuestion
	add := func(k *pull.Case) {
		if q, ok := k.Question(); ok {
			list = append(list, q)
		}
	}
	for _, p := range sortedPods(s.Pods) {
		for _, c := range sortedContainers(p) {
			if track.Failing(p, c) && !o.LeavesOut(p) {
				add(v.all.NewCase(p, c))
			}
		}
	}
	for _, k := range newSweep(v, o).cases {
		add(k)
	}
	return list
}

// answered puts in what the registry's answers prove. Where the registry allows
// the pull that a template will make, faults of its pull secrets do not matter.
func answered(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	found = check.Answered(k, found)
	if !k.Pod.Template || k.Ahead != nil || k.Outcome() != pull.OutcomePulls {
		return found
	}
	for i := range found {
		f := &found[i]
		if f.Severity == diagnose.SeverityError && f.Check != diagnose.CheckMisplacedPullSecrets && slices.Contains(aboutCredentials, f.Check) {
			f.Severity = diagnose.SeverityWarning
			f.Detail += " The registry allows the pull all the same."
		}
	}
	return found
}

// asked is what cannot be known of a pull whose registry was asked.
func asked(k *pull.Case, out []string) []string {
	if k.Pod.Template && k.Ahead == nil {
		return []string{"what is in the cluster already", "whether the nodes reach the registry as this computer does"}
	}
	return append(out, "whether the registry treats the node as it treats this computer: its address, proxy and credentials differ")
}

// answeredLink is the link that the root cause breaks: one of the last two,
// once the registry has said which.
func answeredLink(k *pull.Case, root *diagnose.Finding) diagnose.LinkID {
	if k.Outcome() == pull.OutcomeOpen {
		return root.Link
	}
	switch root.Check {
	case diagnose.CheckAccessDenied:
		return diagnose.LinkImage
	case diagnose.CheckWaitingForRetry:
		return ""
	}
	if root.Link == diagnose.LinkEntry && (root.Check == diagnose.CheckCredentialRejected || root.Check == diagnose.CheckBreaksPublicImage) {
		return diagnose.LinkRegistry
	}
	return root.Link
}

// answeredLinks puts the registry's answers into the last two links. The link
// that the root cause breaks is left as it is.
func answeredLinks(k *pull.Case, links []diagnose.Link, broken diagnose.LinkID) {
	if len(k.Answers) == 0 {
		return
	}
	registry, image := linkOf(links, diagnose.LinkRegistry), linkOf(links, diagnose.LinkImage)
	for _, a := range k.Answers {
		registry.Facts = append(registry.Facts, a.Line())
	}
	a := deciding(k)
	user := "access without credentials"
	if a.Credentials != diagnose.AnonymousCredentials {
		user = a.Credentials
	}
	set := func(l *diagnose.Link, state diagnose.LinkState, note string) {
		switch {
		case l.ID != broken && state == diagnose.LinkBroken && broken != "": // one link is to blame
			l.State, l.Note = diagnose.LinkOK, note
		case l.ID != broken || state == diagnose.LinkBroken:
			l.State, l.Note = state, note
		}
	}
	exists := "exists"
	if a.Digest != "" {
		exists = "exists: " + short(a.Digest)
	}
	switch a.Verdict {
	case diagnose.VerdictCanPull:
		set(registry, diagnose.LinkOK, "accepts "+user)
		set(image, diagnose.LinkOK, exists)
	case diagnose.VerdictWrongCredentials:
		set(registry, diagnose.LinkBroken, "rejects the credentials of "+user)
		set(image, diagnose.LinkUnsure, "not visible without valid credentials")
		if k.Outcome() == pull.OutcomePublic {
			set(image, diagnose.LinkOK, "public: needs no credentials")
		}
	case diagnose.VerdictNoRight:
		set(registry, diagnose.LinkOK, "accepts the credentials of "+user)
		set(image, diagnose.LinkBroken, fmt.Sprintf("%s has no right to pull it", user))
	case diagnose.VerdictNoSuchImage:
		set(registry, diagnose.LinkOK, "answered")
		set(image, diagnose.LinkBroken, "does not exist")
	case diagnose.VerdictDeniedOrAbsent:
		set(registry, diagnose.LinkUnsure, fmt.Sprintf("denies %s; does not say why", user))
		set(image, diagnose.LinkUnsure, "no right to pull it, or it does not exist")
	case diagnose.VerdictRateLimited:
		set(registry, diagnose.LinkUnsure, "asked from here: too many pulls")
	case diagnose.VerdictUnreachable:
		set(registry, diagnose.LinkUnsure, "could not be asked from here")
	case diagnose.VerdictUntrusted:
		set(registry, diagnose.LinkUnsure, "its certificate is not trusted here")
	case diagnose.VerdictNotAsked:
		set(registry, diagnose.LinkUnsure, "not asked: "+whyNotAsked[a.NotAsked])
	}
}

// whyNotAsked are a few words for a link.
var whyNotAsked = map[diagnose.NotAsked]string{
	diagnose.NotAskedPolicy:     "the rules for sending credentials forbid it",
	diagnose.NotAskedTokenHost:  "unknown token server",
	diagnose.NotAskedBudget:     "the limit on requests is reached",
	diagnose.NotAskedUnreadable: "the pull secret may not be read",
	diagnose.NotAskedNotNeeded:  "not needed",
	diagnose.NotAskedCancelled:  "cancelled",
}

// deciding is the answer that the outcome rests on, or the one that says most.
func deciding(k *pull.Case) diagnose.RegistryAnswer {
	order := map[pull.Outcome][]diagnose.RegistryVerdict{
		pull.OutcomePulls:   {diagnose.VerdictCanPull},
		pull.OutcomePublic:  {diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight},
		pull.OutcomeRefused: {diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight},
		pull.OutcomeAbsent:  {diagnose.VerdictNoSuchImage},
		pull.OutcomeOpen:    {diagnose.VerdictDeniedOrAbsent, diagnose.VerdictRateLimited, diagnose.VerdictUntrusted, diagnose.VerdictUnreachable},
	}[k.Outcome()]
	for _, v := range order {
		for _, a := range k.Answers {
			if a.Verdict == v {
				return a
			}
		}
	}
	return k.Answers[0]
}

func linkOf(links []diagnose.Link, id diagnose.LinkID) *diagnose.Link {
	i := slices.IndexFunc(links, func(l diagnose.Link) bool { return l.ID == id })
	return &links[i]
}

// short is the beginning of a digest, enough to compare it by eye.
func short(digest string) string {
	algorithm, hex, _ := strings.Cut(digest, ":")
	return algorithm + ":" + hex[:min(12, len(hex))]
}

package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// unusedFixes attach a matching secret that the pods do not use: one of their
// namespace, or a copy from another namespace.
func (g Group) unusedFixes() []diagnose.Fix {
	local, foreign := g.lead().Candidates()
	for _, c := range local {
		if g.usable(c.Secret) && !c.Expired {
			return g.attachFixes(c.Secret.Name)
		}
	}
	for _, c := range foreign {
		if g.usable(c.Secret) && !c.Expired && !foreignTenant(g.lead().Index, c.Secret, g.lead().Pod.Namespace) {
			return g.copyAndAttach(c.Secret)
		}
	}
	return nil
}

// rateLimitedFixes use existing credentials where none were sent: an account has
// its own rate limit. New credentials would not help.
func rateLimitedFixes(g Group) []diagnose.Fix {
	k := g.lead()
	if st := k.Stage(); k.Reading.Sent == symptom.SentYes || st != pull.StageNone && st != pull.StageAnonymous || k.Reading.Responder == symptom.Mirror {
		return nil
	}
	return g.unusedFixes()
}

// cachedImageFixes provide credentials for an image that the node has but allows
// only for pods that could pull it.
func cachedImageFixes(g Group) []diagnose.Fix {
	if fixes := g.unusedFixes(); len(fixes) > 0 {
		return fixes
	}
	if g.lead().Stage() == pull.StageSent {
		return nil
	}
	return g.createAndAttach()
}

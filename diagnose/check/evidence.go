package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// What the words prove about a login and an image, beside what the secrets say.

// alwaysPublic knows registries and repositories that need no login at all.
func alwaysPublic(img keyring.Image) bool { return pull.AlwaysPublic(img) }

// hiddenImage says whether a refusal means that there is no such image.
func hiddenImage(k *pull.Case) bool { return k.HiddenImage() }

// pulledFreely finds a pod that runs the same image without any login for it.
func pulledFreely(k *pull.Case) *diagnose.Pod {
	for _, r := range k.Index.RunningImages(k.Image.Name) {
		if noLogin(k.Index, r.Pod, r.Image) {
			return r.Pod
		}
	}
	return nil
}

// noLogin says whether the kubelet would pull the image for the pod without a
// login: all of its secrets are known, and none has one.
func noLogin(x *pull.Index, p *diagnose.Pod, img keyring.Image) bool {
	for _, name := range p.PullSecrets {
		s := x.Secrets[diagnose.Object{Kind: "Secret", Namespace: p.Namespace, Name: name}]
		if s == nil {
			if _, refused := x.Unreadable("secrets", p.Namespace, name); refused || !x.Listed(p.Namespace) {
				return false
			}
			continue
		}
		if x.Inspect(s).Err != nil {
			return false // with it the pod could not pull at all, so it did before
		}
		if x.CredentialsFor(s, x.Matching(img).Target) != nil {
			return false
		}
	}
	return true
}

// loginRefused says whether the words mean that the login itself is no good.
// GitHub answers 403 "denied" for a token that it does not know.
func loginRefused(k *pull.Case) bool {
	switch k.Reading.Class {
	case symptom.AuthRequired, symptom.CredentialExpired:
		return true
	case symptom.AccessDenied:
		p := provider.Of(k.Image.Registry)
		return p.DeniesInvalid && p.NoRight != "" && k.Reading.Sent == symptom.SentYes && !strings.Contains(k.Reading.Text, p.NoRight)
	}
	return false
}

// strangersLogin is a finding about a login that was sent, though no secret of
// the pod has one: the node's own, or that of a secret which was changed since.
func strangersLogin(k *pull.Case, check diagnose.CheckName, answer string) (diagnose.Finding, bool) {
	if check == diagnose.CheckCredentialRejected && len(nodeIdentity(k)) > 0 {
		return diagnose.Finding{}, false // the credential provider got none, or those of another account: its right is what is missing
	}
	if !sentByOthers(k) || k.Stage() != pull.StageNone && k.Stage() != pull.StageAnonymous {
		return diagnose.Finding{}, false
	}
	return diagnose.NewFinding(check, diagnose.LinkRegistry, diagnose.Likely, k.Subject(),
		fmt.Sprintf("By its words the node sent a login for %s, and the registry %s. None of the pod's pull secrets has such a login now: it is the node's own, or that of a secret that was changed since.", k.Image.Registry, answer)), true
}

// Compare adds to the root finding where the node's words and the secrets do
// not agree, and lowers its certainty.
func Compare(k *pull.Case, f *diagnose.Finding) {
	if m := mirrored(k); m != "" && k.Container.Type != diagnose.TypeSandbox && f.Check != diagnose.CheckNodeClock {
		f.Detail += m
		f.UncertainIf(k.Refused() && f.Certainty == diagnose.Certain)
	}
	if !k.Refused() || f.Check == diagnose.CheckWaitingForRetry || f.Check == diagnose.CheckImageNotFound {
		return
	}
	st := k.Stage()
	switch {
	case k.Reading.Sent == symptom.SentNo && st == pull.StageSent:
		f.Detail += " The node's words say that it sent no login, though it has one for this image now: the node runs on an older copy of the secret, or a mirror was asked."
		f.UncertainIf(f.Certainty == diagnose.Certain)
	case sentByOthers(k) && (st == pull.StageNone || st == pull.StageAnonymous) && f.Check != diagnose.CheckCredentialRejected && f.Check != diagnose.CheckAccessDenied:
		f.Detail += " The node's words say that it did send a login: one of its own, or that of a secret that was changed since."
		f.UncertainIf(f.Certainty == diagnose.Certain)
	}
	if _, mirror := k.MirrorAnswered(); !mirror && k.Reading.Responder == symptom.TokenServer && k.Reading.Host != "" && !sameHost(k.Reading.Host, k.Image.Registry) {
		f.Detail += fmt.Sprintf(" The answer came from %s, which issues the tokens for %s.", k.Reading.Host, k.Image.Registry)
	}
}

// sameHost compares two hosts without their ports.
func sameHost(a, b string) bool {
	a, _, _ = strings.Cut(a, ":")
	b, _, _ = strings.Cut(b, ":")
	return strings.EqualFold(a, b)
}

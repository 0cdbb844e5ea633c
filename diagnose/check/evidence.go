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

// What the node's message proves about credentials and an image, compared with the secrets.

// alwaysPublic reports whether the registry or repository never needs credentials.
func alwaysPublic(img keyring.Image) bool { return pull.AlwaysPublic(img) }

// hiddenImage reports whether a refusal means that there is no such image.
func hiddenImage(k *pull.Case) bool { return k.HiddenImage() }

// anonymousPod finds a pod that runs the same image without credentials for it.
func anonymousPod(k *pull.Case) *diagnose.Pod {
	for _, r := range k.Index.RunningImages(k.Image.Name) {
		if pullsAnonymously(k.Index, r.Pod, r.Image) {
			return r.Pod
		}
	}
	return nil
}

// pullsAnonymously reports whether the kubelet would pull the image for the pod without credentials: all of
// its secrets are known, and none matches.
func pullsAnonymously(x *pull.Index, p *diagnose.Pod, img keyring.Image) bool {
	for _, name := range p.PullSecrets {
		s := x.Secrets[diagnose.Object{Kind: "Secret", Namespace: p.Namespace, Name: name}]
		if s == nil {
			if _, refused := x.Unreadable("secrets", p.Namespace, name); refused || !x.Listed(p.Namespace) {
				return false
			}
			continue
		}
		if x.Inspect(s).Err != nil {
			return false // the pod could not have pulled with this secret, so it pulled earlier
		}
		if x.CredentialsFor(s, x.Matching(img).Target) != nil {
			return false
		}
	}
	return true
}

// credentialsRefused reports whether the message means that the credentials themselves are invalid. GitHub
// returns 403 "denied" for a token that it does not know.
func credentialsRefused(k *pull.Case) bool {
	switch k.Reading.Class {
	case symptom.AuthRequired, symptom.CredentialExpired:
		return true
	case symptom.AccessDenied:
		p := provider.Of(k.Image.Registry)
		return p.DeniesInvalid && p.NoRight != "" && k.Reading.Sent == symptom.SentYes && !strings.Contains(k.Reading.Text, p.NoRight)
	}
	return false
}

// otherCredentials is a finding about credentials that were sent although none of the pod's secrets contains
// them: the node's own, or those of a secret that has changed since.
func otherCredentials(k *pull.Case, check diagnose.CheckName, answer string) (diagnose.Finding, bool) {
	if check == diagnose.CheckCredentialRejected && len(nodeIdentity(k)) > 0 {
		return diagnose.Finding{}, false // the credential provider got none, or those of another account: the permission is missing
	}
	if !credentialsSent(k) || k.Stage() != pull.StageNone && k.Stage() != pull.StageAnonymous {
		return diagnose.Finding{}, false
	}
	return diagnose.NewFinding(check, diagnose.LinkRegistry, diagnose.Likely, k.Subject(),
		fmt.Sprintf("The message shows that the node sent credentials for %s; the registry %s. None of the pod's pull secrets has credentials for it now: they are the node's own, or those of a secret that has changed since.", k.Image.Registry, answer)), true
}

// Compare notes in the root finding where the node's message and the secrets disagree, and lowers its
// certainty.
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
		f.Detail += " The message shows that the node sent no credentials, although it now has some for this image: the node uses an older copy of the secret, or it asked a mirror."
		f.UncertainIf(f.Certainty == diagnose.Certain)
	case credentialsSent(k) && (st == pull.StageNone || st == pull.StageAnonymous) && f.Check != diagnose.CheckCredentialRejected && f.Check != diagnose.CheckAccessDenied:
		f.Detail += " The message shows that the node did send credentials: its own, or those of a secret that has changed since."
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

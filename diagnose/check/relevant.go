package check

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Findings that are true but irrelevant to this pull, and therefore not reported.

// irrelevant reports whether a secret without a matching key has nothing to do with this pull: it has
// credentials for another container of the pod, the image needs none, the manifest was already read,
// or its key is for another registry and something else explains the failure.
func irrelevant(k *pull.Case, r *pull.Ref, m keyring.Match) bool {
	access := provider.AccessOf(k.Image.Registry, k.Image.Repository)
	switch {
	case access == provider.AccessOpen:
		return true // the registry has no accounts
	case k.Reading.Blob(), k.Reading.Class == symptom.Platform, k.Reading.Class == symptom.UnsupportedManifest, k.Reading.Class == symptom.Disk:
		return true // the node has read the manifest
	case matchesOriginal(k, r):
		return true // it is for the image before the rewrite
	case pull.IsNear(m): // even if it matches the image of another container
		return false
	}
	return k.ServesOther(r.Secret) != "" || k.HasCredentials() || access != provider.AccessUnknown || manager.OpenShiftOwns(&r.Secret.Meta) || k.IsLate(k.Object(r)) || !mayExplain(k.Reading.Class)
}

// matchesOriginal reports whether a secret has credentials for the image that the pod's image was
// rewritten from.
func matchesOriginal(k *pull.Case, r *pull.Ref) bool {
	if k.Rewritten.Original == "" || r.Secret == nil {
		return false
	}
	img, err := keyring.ParseImage(k.Rewritten.Original)
	return err == nil && k.Index.CredentialsFor(r.Secret, k.Index.Matching(img).Target) != nil
}

// noneForImage reports whether none of the pod's pull secrets is meant for this image: each can be read,
// and has credentials for another container or for the image before a rewrite.
func noneForImage(k *pull.Case) bool {
	if k.HasCredentials() || k.KeyringErr != nil {
		return false
	}
	for i := range k.Refs {
		r := &k.Refs[i]
		if r.State != diagnose.PullSecretState(keyring.OK) || k.ServesOther(r.Secret) == "" && !matchesOriginal(k, r) && !manager.OpenShiftOwns(&r.Secret.Meta) {
			return false
		}
	}
	return true
}

// mayExplain reports whether missing credentials can cause what the node reported.
func mayExplain(c symptom.Class) bool {
	switch c {
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.SecretMissing, symptom.Unknown:
		return true
	}
	return false
}

// relevant drops findings that add nothing to the cause: a key for another registry matters only if
// nothing else explains the failure, and an image that is on the node is not absent.
func relevant(found []diagnose.Finding) []diagnose.Finding {
	out := found[:0]
	onNode := found[0].Check == diagnose.CheckCredentialsForCachedImage && found[0].Certainty != diagnose.Possible
	for i, f := range found {
		if i > 0 && (f.Check == diagnose.CheckHostMismatch && f.Compare == nil || f.Check == diagnose.CheckPullNever && onNode || follows(&found[0], &f)) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// follows reports whether a finding only repeats the cause: a refusal of the credentials that the cause is
// about, of credentials that have not been sent yet, or of an image with a sample value in its name.
func follows(root, f *diagnose.Finding) bool {
	refusal := f.Check == diagnose.CheckCredentialRejected || f.Check == diagnose.CheckAccessDenied
	switch root.Check {
	case diagnose.CheckWaitingForRetry:
		return refusal || f.Check == diagnose.CheckBreaksPublicImage
	case diagnose.CheckPlaceholderLeft:
		if root.Link == diagnose.LinkImage {
			return f.Check == diagnose.CheckImageNotFound || f.Check == diagnose.CheckInvalidImageName
		}
		proves := f.Certainty == diagnose.Certain && root.Certainty != diagnose.Certain // a registry was asked
		return refusal && !proves && root.Object != nil && f.Object != nil && *root.Object == *f.Object
	case diagnose.CheckCredentialRejected:
		return f.Check == diagnose.CheckAccessDenied && root.Object != nil && f.Object != nil && *root.Object == *f.Object
	}
	return false
}

// credentialsSent reports whether the node's message shows that it sent credentials, even if the pod has
// none. A bare 401 to a HEAD request of containerd does not show that: it also follows an anonymous token.
func credentialsSent(k *pull.Case) bool {
	return k.Reading.Sent == symptom.SentYes && (k.Reading.Method != "HEAD" || k.Reading.Status != 401)
}

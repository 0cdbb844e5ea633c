package check

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// What is true of a secret and changes nothing: it is not reported.

// besideThePoint says whether a secret without a matching key is none of this pull's business: it has
// credentials for another container of the pod, the image needs none, the manifest was read already,
// or, where its key is simply for another registry, something else explains the failure.
func besideThePoint(k *pull.Case, r *pull.Ref, m keyring.Match) bool {
	access := provider.AccessOf(k.Image.Registry, k.Image.Repository)
	switch {
	case access == provider.AccessOpen:
		return true // there are no accounts
	case k.Reading.Blob(), k.Reading.Class == symptom.Platform, k.Reading.Class == symptom.UnsupportedManifest, k.Reading.Class == symptom.Disk:
		return true // the node has read the manifest
	case forOriginal(k, r):
		return true // it is for the image as it was written
	case pull.IsNear(m): // also where it is right for another container
		return false
	}
	return k.ServesOther(r.Secret) != "" || k.HasCredentials() || access != provider.AccessUnknown || manager.OpenShiftOwns(&r.Secret.Meta) || k.IsLate(k.Object(r)) || !mayExplain(k.Reading.Class)
}

// forOriginal says whether a secret has credentials for the image that the pod's image was rewritten
// from.
func forOriginal(k *pull.Case, r *pull.Ref) bool {
	if k.Rewritten.Original == "" || r.Secret == nil {
		return false
	}
	img, err := keyring.ParseImage(k.Rewritten.Original)
	return err == nil && k.Index.CredentialsFor(r.Secret, k.Index.Matching(img).Target) != nil
}

// noneForThis says whether the pod has pull secrets and none of them is meant for this image: each can
// be read, and has credentials for another container or for the image as it was before a rewrite.
func noneForThis(k *pull.Case) bool {
	if k.HasCredentials() || k.KeyringErr != nil {
		return false
	}
	for i := range k.Refs {
		r := &k.Refs[i]
		if r.State != diagnose.PullSecretState(keyring.OK) || k.ServesOther(r.Secret) == "" && !forOriginal(k, r) && !manager.OpenShiftOwns(&r.Secret.Meta) {
			return false
		}
	}
	return true
}

// mayExplain says whether missing credentials can be behind what the node reported.
func mayExplain(c symptom.Class) bool {
	switch c {
	case symptom.AuthRequired, symptom.AccessDenied, symptom.CredentialExpired, symptom.SecretMissing, symptom.Unknown:
		return true
	}
	return false
}

// relevant drops findings that would not change the answer beside the cause: a key for another
// registry is worth a word only where nothing else explains the failure, and an image that is on the
// node is not absent.
func relevant(found []diagnose.Finding) []diagnose.Finding {
	out := found[:0]
	onNode := found[0].Check == diagnose.CheckCredentialsForCachedImage && found[0].Certainty != diagnose.Possible
	for i, f := range found {
		if i > 0 && (f.Check == diagnose.CheckHostMismatch && f.Compare == nil || f.Check == diagnose.CheckPullNever && onNode) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// sentByOthers says whether the node's words show that it sent credentials, also where the pod has
// none. A bare 401 to a HEAD request of containerd does not show that: it comes after an anonymous
// token, too.
func sentByOthers(k *pull.Case) bool {
	return k.Reading.Sent == symptom.SentYes && (k.Reading.Method != "HEAD" || k.Reading.Status != 401)
}

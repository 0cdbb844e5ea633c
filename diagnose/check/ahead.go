package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// This file judges pulls that have not happened. A faulty reference or secret only matters if the image
// needs credentials, which no node has reported: a finding counts only if something shows that it does.

// ahead changes the texts of the checks to what they say before a pull.
var ahead = strings.NewReplacer(
	"No key matches, so the node pulled without credentials.", NoKeyMatches,
	"The node did not ask any registry.", "The node will not ask any registry.",
	" is Never, and the image is not on the node (or, since Kubernetes 1.35, this pod has no credentials for it).", " is Never.",
)

// NeedsNone reports whether a pull needs no credentials and none can make it fail: the registry has no
// accounts, or the image comes from the node itself.
func NeedsNone(k *pull.Case) bool {
	return k.Rewritten.OnNode || provider.AccessOf(k.Image.Registry, k.Image.Repository) == provider.AccessOpen
}

// Public reports whether anyone may pull the image.
func Public(k *pull.Case) bool { return alwaysPublic(k.Image) }

// NodeMayServe says why the pod's own credentials may not be needed: nodes pull from this registry with
// their own identity, or may do so; "" if not.
func NodeMayServe(k *pull.Case) string {
	id := provider.Of(k.Image.Registry).Node
	if id == nil {
		return ""
	}
	own := fmt.Sprintf("the nodes may pull from %s with their own identity", k.Image.Registry)
	if k.Node != nil {
		if strings.HasPrefix(k.Node.ProviderID, id.Cloud) {
			return own
		}
		return ""
	}
	if _, refused := k.Index.Unreadable("nodes", "", k.Pod.Node); refused {
		return own
	}
	for i := range k.Index.Snap.Nodes {
		if strings.HasPrefix(k.Index.Snap.Nodes[i].ProviderID, id.Cloud) {
			return own
		}
	}
	return ""
}

// Preloaded reports whether a node that never pulls an image may have got it in another way: it is part
// of a local development cluster, or all nodes have the image.
func Preloaded(k *pull.Case) bool {
	if k.OnLocalCluster() {
		return true
	}
	nodes := k.Index.Snap.Nodes
	for i := range nodes {
		if !k.NodeHas(&nodes[i]) {
			return false
		}
	}
	return len(nodes) > 1
}

// Doubtful reports whether a finding about a pull that found no credentials leaves open if the image
// needs any. private is a pod that pulls the image with credentials, nil if there is none; others reports
// whether an entry of a secret, or any of them, is for another image of the namespace.
func Doubtful(k *pull.Case, f *diagnose.Finding, private *diagnose.Pod, others func(s *diagnose.Secret, key string) bool) bool {
	if ranWithout(k) {
		return true
	}
	var r *pull.Ref
	if f.Object != nil && f.Object.Kind == "Secret" {
		r = k.Ref(f.Object.Name)
	}
	switch f.Check {
	case diagnose.CheckSecretMissing, diagnose.CheckSecretNameTypo, diagnose.CheckSecretInOtherNamespace:
		return !f.Cures && servedOther(k) && provider.Shared(k.Image.Registry)
	case diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckDoubleBase64, diagnose.CheckWrongConfigShape:
		if r == nil || r.Inspect == nil || f.Cures {
			return false
		}
		if len(r.Inspect.Entries) == 0 {
			return servedOther(k) && provider.Shared(k.Image.Registry)
		}
		return !slices.ContainsFunc(r.Matches, pull.IsNear)
	case diagnose.CheckHostMismatch:
		if f.Compare == nil || r == nil {
			return true
		}
		near := r.Nearest()
		if near < 0 {
			return true
		}
		switch r.Matches[near].Kind {
		case keyring.MissPath, keyring.MissPort, keyring.MissTypo, keyring.MissLabels:
			return others(r.Secret, r.Inspect.Entries[near].Key) || r.Matches[near].Kind == keyring.MissPath && provider.Shared(k.Image.Registry) && !sameOwner(r.Inspect.Entries[near].Key, k.Image)
		}
		return false
	case diagnose.CheckServiceAccountIgnored:
		return servedOther(k) && provider.Shared(k.Image.Registry)
	case diagnose.CheckEmptyCredential:
		return r != nil && (k.ServesOther(r.Secret) != "" || others(r.Secret, ""))
	case diagnose.CheckSecretNotAttached:
		if k.LostServes() != nil || private != nil && !pullsAgain(k) {
			return false
		}
		return provider.Shared(k.Image.Registry) || pullsAgain(k)
	}
	return false
}

// PulledElsewhere is the finding that a pod has no credentials for an image that another pod pulls with
// credentials: its node has the image from there.
func PulledElsewhere(k *pull.Case, other *diagnose.Pod) []diagnose.Finding {
	if other == nil || len(k.Refs) > 0 || provider.Shared(k.Image.Registry) || pullsAgain(k) || ranWithout(k) {
		return nil
	}
	f := titled(diagnose.CheckNoCredentials, diagnose.LinkPod, diagnose.Possible, k.Subject(),
		fmt.Sprintf("Pod %s/%s pulls %s with credentials. This pod references no pull secret, service account %s provides none, and no Secret in namespace %s has credentials for %s.",
			other.Namespace, other.Name, k.Image.Familiar(), pull.AccountName(k.Pod), k.Pod.Namespace, k.Image.Registry))
	f.UncertainIf(!k.Index.Listed(k.Pod.Namespace))
	return []diagnose.Finding{f}
}

// pullsAgain reports whether the pod has started with the policy Always and without pull secrets: it
// needed none.
func pullsAgain(k *pull.Case) bool {
	return !k.Pod.Template && k.Container.Running && k.Container.PullPolicy == pull.Always && len(k.Pod.PullSecrets) == 0
}

// servedOther reports whether the pod's secrets have credentials for another of its images: a secret that
// is missing may be for this one, or may never have been needed.
func servedOther(k *pull.Case) bool {
	for i := range k.Refs {
		if k.Refs[i].State == diagnose.PullSecretState(keyring.OK) && k.ServesOther(k.Refs[i].Secret) != "" {
			return true
		}
	}
	return false
}

// sameOwner reports whether the path of a registry key begins nearly like the image's repository.
func sameOwner(key string, img keyring.Image) bool {
	key = strings.TrimPrefix(strings.TrimPrefix(key, "https://"), "http://")
	_, path, _ := strings.Cut(key, "/")
	have, _, _ := strings.Cut(path, "/")
	want, _, _ := strings.Cut(img.Repository, "/")
	return have != "" && (strings.EqualFold(have, want) || strings.HasPrefix(want, have) && len(want)-len(have) <= 1)
}

// ranWithout reports whether the image was pulled without credentials: an event says so, or a pod without
// pull secrets runs it with the policy Always.
func ranWithout(k *pull.Case) bool {
	if k.ImageErr != nil {
		return false
	}
	for _, r := range k.Index.RunningImages(k.Image.Name) {
		if len(r.Pod.PullSecrets) == 0 && r.Container.PullPolicy == pull.Always {
			return true
		}
	}
	return pulledWithout(k)
}

// pulledWithout reports whether the node pulled the image for this pod, and reported that its pull secrets
// were missing.
func pulledWithout(k *pull.Case) bool {
	pulled, missing := false, false
	for _, e := range k.Index.EventsOf(k.Pod) {
		if e.Reason == "FailedToRetrieveImagePullSecret" {
			names := symptom.MissingSecrets(e.Message)
			missing = len(names) > 0 && !slices.ContainsFunc(k.Pod.PullSecrets, func(n string) bool { return n != "" && !slices.Contains(names, n) })
		}
		p, ok := symptom.ReadPullEvent(symptom.Event{Reason: e.Reason, Message: e.Message})
		pulled = pulled || ok && p.Step == symptom.PullDone && p.Image == k.Container.Image
	}
	return pulled && missing
}

// noLongerAttached is the finding that a pod has a matching secret that a new one would not get.
func noLongerAttached(k *pull.Case) (diagnose.Finding, bool) {
	s := k.LostServes()
	if s == nil {
		return diagnose.Finding{}, false
	}
	o, by := s.Object(), k.Ahead.LostBy
	detail := fmt.Sprintf("The pod uses Secret %s, which has credentials for %s. %s no longer lists it, so a new pod would not get it.", s.Name, k.Image.Registry, text.Sentence(by.String()))
	f := diagnose.NewFinding(diagnose.CheckSecretNotAttached, diagnose.LinkPod, diagnose.Certain, &o, detail)
	f.Title = "Only the existing pods have the pull secret; new ones would not get it"
	f.Cures = true
	if k.Ahead.Maybe {
		f.Certainty = diagnose.Possible
		f.Detail += " (Unless an admission webhook adds it to every pod.)"
	}
	return f, true
}

// requiredAhead is the finding that the registry refuses a pull without credentials, and the pod would have
// none.
func requiredAhead(k *pull.Case, a diagnose.RegistryAnswer) []diagnose.Finding {
	if st := k.Stage(); st != pull.StageNone && st != pull.StageAnonymous {
		return nil
	}
	f := titled(diagnose.CheckNoCredentials, diagnose.LinkPod, diagnose.Likely, k.Subject(),
		fmt.Sprintf("%s refuses the pull of %s without credentials%s, or has no such image. A new pod would have no credentials for it.", k.Image.Registry, k.Image.Familiar(), status(a)))
	return []diagnose.Finding{f}
}

// aged says that credentials are of a kind that expires sooner than their secret was written ago; "" if
// the last change of the secret is not known.
func aged(k *pull.Case, s pull.SentEntry) string {
	registry, user, password := k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal()
	if _, _, known := provider.Expiry(registry, user, password); known || len(s.Ref.Secret.Managers) == 0 {
		return ""
	}
	age := k.Index.Snap.Now.Sub(s.Ref.Secret.Changed)
	if kind, ok := provider.ShortLived(registry, user, password); ok && age > kind.Lives {
		return fmt.Sprintf("%s stops working %s, and Secret %s was last written %s ago.", kind.Is, kind.End(), s.Ref.Name, provider.Hours(age))
	}
	return ""
}

// LeftBehind is the finding that the pod's credentials are for the registry that an image has now, and
// none are for the one that it would be moved to.
func LeftBehind(k, was *pull.Case) []diagnose.Finding {
	sent := was.Sent()
	if len(sent) == 0 {
		return nil
	}
	r := sent[0].Ref
	f := titled(diagnose.CheckHostMismatch, diagnose.LinkEntry, diagnose.Likely, k.Object(r),
		fmt.Sprintf("Secret %s has credentials for %s. Nothing that the pod references has credentials for %s.", r.Name, was.Image.Name, k.Image.Name))
	f.Title = "No pull secret has credentials for the new registry"
	return []diagnose.Finding{f}
}

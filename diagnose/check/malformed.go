package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// The checks in this file find the secret that makes the kubelet give up before it pulls anything.

var _ = register(Check{
	Name:  diagnose.CheckUndecodableBase64,
	Short: "invalid base64",
	Title: "The secret contains invalid base64",
	Doc: `A pull secret has two layers of base64: the values under data, and the auth of each entry inside. The API
server validates the first but not the second. The node decodes every auth of every pull secret of the pod
before any pull; one that is not standard base64 (the URL alphabet with - and _, a space, incomplete padding)
makes all pulls of the pod fail. Since Kubernetes 1.33 the waiting reason is then the decoder's error, "illegal
base64 data at input byte N".
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d, then
each auth with base64 -d.
Fix it: write auth as base64(user:password). The node reads the secret again at its next attempt.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckUndecodableBase64, keyring.FaultNotBase64)
		for _, r := range k.AllRefs() {
			if r.Secret == nil {
				continue
			}
			for _, key := range text.SortedKeys(r.Secret.BadData) {
				out = append(out, diagnose.NewFinding(diagnose.CheckUndecodableBase64, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
					fmt.Sprintf("The value of data[%q] in Secret %s is not base64: %s. The API server would refuse it.", key, r.Name, r.Secret.BadData[key])))
			}
		}
		return out
	},
})

var _ = register(Check{
	Name:  diagnose.CheckDoubleBase64,
	Short: "encoded twice",
	Title: "The content was base64-encoded twice",
	Doc: `Values under data of a Secret are base64, and kubectl create secret encodes them. Content that was already
encoded is then encoded twice, and the node finds base64 where it expects JSON (or, in an auth, base64 where
it expects user:password).
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d still
starts like base64 ("eyJhdXRocyI6" is {"auths": in base64).
Fix it: decode it once.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckDoubleBase64, keyring.FaultDouble)
		for _, r := range k.AllRefs() {
			if r.Inspect == nil || r.Inspect.Shape != keyring.ShapeDouble {
				continue
			}
			f := diagnose.NewFinding(diagnose.CheckDoubleBase64, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("The content of Secret %s is base64-encoded once too often.", r.Name))
			f.Cures = contentMatches(k, r)
			out = append(out, f)
		}
		return out
	},
})

var _ = register(Check{
	Name:  diagnose.CheckAuthMalformed,
	Short: "auth without a colon",
	Title: "An auth does not decode to user:password",
	Doc: `auth is the base64 of user:password, with a colon between the two. Without a colon the node rejects the
secret, and every pull of the pod with it. Typically only the password or only a token was encoded.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
base64 -d of its auth shows no colon.
Fix it: encode user:password, or remove the entry if nothing needs it.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckAuthMalformed, keyring.FaultNoColon)
		return append(out, sentFindings(k, diagnose.CheckAuthMalformed, diagnose.Likely, func(s pull.SentEntry) string {
			if !strings.HasPrefix(strings.TrimSpace(s.Entry.Username), "{") {
				return ""
			}
			return fmt.Sprintf("The auth of %q in Secret %s decodes to a JSON object, not to user:password. It contains colons, so the node takes everything before the first one as the user name.", keyring.ShowKey(s.Entry.Key), s.Ref.Name)
		})...)
	},
})

var _ = register(Check{
	Name:  diagnose.CheckUnparseableConfig,
	Short: "config does not parse",
	Title: "The Docker config does not parse",
	Doc: `The content must be a JSON object in which the value of each registry key is an object of strings. A list, a
string or a number in the wrong place is valid JSON, so the API server accepts it (it only checks that the whole
is a JSON object), but the node rejects the secret, and every pull of the pod with it.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d; compare
with {"auths":{"registry":{"auth":"..."}}}.
Fix it: move the credentials to the right place, or write the content again.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckUnparseableConfig, keyring.FaultNotObject)
		found := map[string]bool{}
		for _, f := range out {
			found[f.Object.Name] = true
		}
		return append(out, eachRef(k, diagnose.PullSecretState(keyring.Unparseable), func(r *pull.Ref) []diagnose.Finding {
			if found[r.Name] || r.Inspect.Shape == keyring.ShapeDouble {
				return nil
			}
			detail := fmt.Sprintf("The content of Secret %s is not a Docker config: %s.", r.Name, text.Sentence(r.Inspect.Detail))
			if sample := pull.SampleContent(r.Secret); sample != "" {
				detail += " " + sample
			}
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckUnparseableConfig, diagnose.LinkSecret, diagnose.Certain, k.Object(r), detail)}
		})...)
	},
})

var _ = register(Check{
	Name:  diagnose.CheckPoisonedByOtherSecret,
	Short: "another secret is broken",
	Title: "Another pull secret does not parse, so every pull of this pod fails",
	Doc: `Before the first pull the node reads all pull secrets of the pod, in order. If one does not parse, it stops:
it tries neither the valid secrets nor an anonymous pull, so even public images fail. It does not matter which
registry the broken entry is for.
Check it: kubectl -n NAMESPACE get pod POD shows a parser error as STATUS, not ImagePullBackOff (since
Kubernetes 1.33).
Fix it: repair or remove the broken entry, or remove the reference to the secret from the pod.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.KeyringErr == nil {
			return nil
		}
		bad := k.Ref(k.KeyringErr.Name)
		if bad == nil || meantForImage(bad) {
			return nil
		}
		good := otherMatching(k, bad)
		if good == nil && len(k.Refs) < 2 {
			return nil
		}
		detail := fmt.Sprintf("Secret %s does not parse (%s), so the node pulls no image of the pod", bad.Name, k.KeyringErr.Error())
		if good != nil {
			detail += fmt.Sprintf(", although Secret %s has valid credentials for %s", good.Name, k.Image.Registry)
		}
		f := diagnose.NewFinding(diagnose.CheckPoisonedByOtherSecret, diagnose.LinkSecret, diagnose.Certain, k.Object(bad), detail+".")
		f.Cures = true // whatever else is wrong, the node gets no further
		return []diagnose.Finding{f}
	},
})

// entryFaults makes a finding for each secret that has an entry with this fault; it describes the first one.
func entryFaults(k *pull.Case, check diagnose.CheckName, fault keyring.Fault) []diagnose.Finding {
	var out []diagnose.Finding
	for _, r := range k.AllRefs() {
		if r.Inspect == nil || !pull.PullSecretType(r.Secret) {
			continue
		}
		for _, e := range r.Inspect.Entries {
			if e.Fault != fault {
				continue
			}
			f := diagnose.NewFinding(check, diagnose.LinkEntry, diagnose.Certain, k.Object(r),
				fmt.Sprintf("In Secret %s the entry %q is broken: %s. The node rejects the whole secret, and every pull of the pod with it.", r.Name, e.Key, text.Sentence(e.Detail)))
			if e.Err != nil {
				f.Evidence = append(f.Evidence, diagnose.Evidence{Source: "kubelet", Text: e.Err.Error()})
			}
			f.Cures = true
			out = append(out, f)
			break
		}
	}
	return out
}

// MatchesImage reports whether the key of any entry of the secret, broken or not, matches the image.
func MatchesImage(r *pull.Ref) bool {
	for _, m := range r.Matches {
		if m.Matches {
			return true
		}
	}
	return len(r.Matches) == 0 // nothing could be read: one may match
}

// meantForImage reports the same, also for a misspelt key.
func meantForImage(r *pull.Ref) bool {
	return MatchesImage(r) || slices.ContainsFunc(r.Matches, pull.IsNear)
}

// otherMatching is another reference whose secret alone has credentials for the image.
func otherMatching(k *pull.Case, bad *pull.Ref) *pull.Ref {
	for i := range k.Refs {
		if r := &k.Refs[i]; r != bad && r.Secret != nil && k.WouldServe(r.Secret) {
			return r
		}
	}
	return nil
}

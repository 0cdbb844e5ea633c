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

// The checks of this file find the secret that makes the kubelet give up
// before it pulls anything.

var undecodable = &Check{
	Name:  diagnose.CheckUndecodableBase64,
	Short: "base64 not decodable",
	Title: "Something in the secret is not base64",
	Doc: `Two layers of a pull secret are base64: the values under data of the Secret, and each entry's auth
inside. The API server checks the first and not the second. The node decodes every auth of every pull
secret of the pod before any pull; one that is not plain base64 (the web's alphabet with - and _, a
blank, half the padding) stops all pulls of the pod. Since Kubernetes 1.33 the waiting reason is then
the decoder's own text, "illegal base64 data at input byte N".
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d, then
each auth with base64 -d.
Fix it: write auth as base64(user:password). The node reads the secret anew at its next try.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckUndecodableBase64, keyring.FaultNotBase64)
		for i := range k.Refs {
			r := &k.Refs[i]
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
}

var doubleBase64 = &Check{
	Name:  diagnose.CheckDoubleBase64,
	Short: "encoded twice",
	Title: "The content was base64-encoded twice",
	Doc: `Values under data of a Secret are base64, and kubectl create secret does that by itself. Content that was
encoded before is then encoded twice, and the node finds base64 where it expects JSON (or, in an
auth, base64 where it expects user:password).
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d still
begins like base64 ("eyJhdXRocyI6" is {"auths": in base64).
Fix it: decode it once.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckDoubleBase64, keyring.FaultDouble)
		for i := range k.Refs {
			r := &k.Refs[i]
			if r.Inspect == nil || r.Inspect.Shape != keyring.ShapeDouble {
				continue
			}
			f := diagnose.NewFinding(diagnose.CheckDoubleBase64, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("The content of Secret %s is base64 once more than it should be.", r.Name))
			f.Cures = contentServes(k, r)
			out = append(out, f)
		}
		return out
	},
}

var authMalformed = &Check{
	Name:  diagnose.CheckAuthMalformed,
	Short: "auth without a colon",
	Title: "An auth decodes, but not to user:password",
	Doc: `auth is base64 of user:password, with a colon between the two. Without a colon the node refuses the
secret, and every pull of the pod with it. Typical: only the password or only a token was encoded.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d;
base64 -d of the auth in it shows no colon.
Fix it: encode user:password, or take the entry out if nobody needs it.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		out := entryFaults(k, diagnose.CheckAuthMalformed, keyring.FaultNoColon)
		return append(out, loginFindings(k, diagnose.CheckAuthMalformed, diagnose.Likely, func(s pull.SentEntry) string {
			if !strings.HasPrefix(strings.TrimSpace(s.Entry.Username), "{") {
				return ""
			}
			return fmt.Sprintf("The auth of %q in Secret %s decodes to a JSON object, not to user:password. It has colons in it, so the node takes all before the first one for the user name.", keyring.ShowKey(s.Entry.Key), s.Ref.Name)
		})...)
	},
}

var unparseable = &Check{
	Name:  diagnose.CheckUnparseableConfig,
	Short: "config does not parse",
	Title: "The docker config does not parse",
	Doc: `The content must be a JSON object in which every registry key leads to an object with texts in
it. A list, a text or a number in a wrong place is valid JSON, so the API server takes it (it only looks
whether the whole is a JSON object), but the node refuses the secret, and every pull of the pod with it.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d, held
against {"auths":{"registry":{"auth":"..."}}}.
Fix it: put the login where it belongs, or write the content anew.`,
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
			detail := fmt.Sprintf("The content of Secret %s is not a docker config: %s.", r.Name, text.Sentence(r.Inspect.Detail))
			if sample := pull.SampleContent(r.Secret); sample != "" {
				detail += " " + sample
			}
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckUnparseableConfig, diagnose.LinkSecret, diagnose.Certain, k.Object(r), detail)}
		})...)
	},
}

var poisoned = &Check{
	Name:  diagnose.CheckPoisonedByOtherSecret,
	Short: "broken second secret",
	Title: "Another pull secret cannot be parsed, so every pull of this pod fails",
	Doc: `Before the first pull the node reads all pull secrets of the pod, in order. One that cannot be parsed
ends it there: the good secrets beside it are not tried, nor is a pull without a login, and public
images fail too. It does not matter which registry the broken entry is for.
Check it: kubectl -n NAMESPACE get pod POD shows a parser's text as STATUS, not ImagePullBackOff (since
Kubernetes 1.33).
Fix it: repair the broken entry, take it out, or take the secret off the pod.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.KeyringErr == nil {
			return nil
		}
		bad := k.Ref(k.KeyringErr.Name)
		if bad == nil || meantForImage(bad) {
			return nil
		}
		good := otherServing(k, bad)
		if good == nil && len(k.Refs) < 2 {
			return nil
		}
		detail := fmt.Sprintf("Secret %s cannot be parsed (%s). The node then gives up for every image of the pod", bad.Name, k.KeyringErr.Error())
		if good != nil {
			detail += fmt.Sprintf(", although Secret %s has a good login for %s", good.Name, k.Image.Registry)
		}
		f := diagnose.NewFinding(diagnose.CheckPoisonedByOtherSecret, diagnose.LinkSecret, diagnose.Certain, k.Object(bad), detail+".")
		f.Cures = true // whatever else is wrong: the node does not get any further
		return []diagnose.Finding{f}
	},
}

// entryFaults makes a finding for each secret that has an entry with this
// fault; the first such entry is described.
func entryFaults(k *pull.Case, check diagnose.CheckName, fault keyring.Fault) []diagnose.Finding {
	var out []diagnose.Finding
	for i := range k.Refs {
		r := &k.Refs[i]
		if r.Inspect == nil || !pull.PullSecretType(r.Secret) {
			continue
		}
		for _, e := range r.Inspect.Entries {
			if e.Fault != fault {
				continue
			}
			f := diagnose.NewFinding(check, diagnose.LinkEntry, diagnose.Certain, k.Object(r),
				fmt.Sprintf("In Secret %s the entry %q is broken: %s. The node refuses the whole secret, and with it every pull of the pod.", r.Name, e.Key, text.Sentence(e.Detail)))
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

// MatchesImage says whether any entry of the secret, broken or not, is filed
// under a key that serves the image.
func MatchesImage(r *pull.Ref) bool {
	for _, m := range r.Matches {
		if m.Matches {
			return true
		}
	}
	return len(r.Matches) == 0 // nothing could be read: it may well be
}

// meantForImage says so too of a key that is misspelt.
func meantForImage(r *pull.Ref) bool {
	return MatchesImage(r) || slices.ContainsFunc(r.Matches, pull.IsNear)
}

// otherServing is another reference that would give a login by itself.
func otherServing(k *pull.Case, bad *pull.Ref) *pull.Ref {
	for i := range k.Refs {
		if r := &k.Refs[i]; r != bad && r.Secret != nil && k.WouldServe(r.Secret) {
			return r
		}
	}
	return nil
}

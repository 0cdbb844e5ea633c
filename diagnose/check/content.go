package check

import (
	"fmt"
	"sort"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// The checks in this file ask whether the kubelet can read a secret at all.

var _ = register(Check{
	Name:  diagnose.CheckWrongType,
	Short: "wrong secret type",
	Title: "The secret has a type that the node does not read",
	Doc: `The node reads only Secrets of type kubernetes.io/dockerconfigjson (key .dockerconfigjson) and the legacy
kubernetes.io/dockercfg (key .dockercfg). It silently ignores every other type, such as Opaque: no event, no
log line. The usual causes are kubectl create secret generic without --type, and tools that copy secrets.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.type}'
Fix it: the type of a Secret is immutable. Create a new Secret of the right type and reference that one; keep
the old one until nothing uses it.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.PullSecretState(keyring.WrongType), func(r *pull.Ref) []diagnose.Finding {
			f := diagnose.NewFinding(diagnose.CheckWrongType, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("Secret %s is of type %s. The node reads only kubernetes.io/dockerconfigjson and kubernetes.io/dockercfg, and silently ignores this one.", r.Name, r.Secret.Type))
			f.Cures = contentMatches(k, r)
			return []diagnose.Finding{f}
		})
	},
})

var _ = register(Check{
	Name:  diagnose.CheckWrongDataKey,
	Short: "wrong data key",
	Title: "The Docker config is stored under the wrong data key",
	Doc: `The node reads exactly one key of a Secret's data: .dockerconfigjson for the type
kubernetes.io/dockerconfigjson, .dockercfg for kubernetes.io/dockercfg. It ignores content under any other
key, such as config.json, or dockerconfigjson without the dot.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data}' shows the keys.
Fix it: store the same content under the right key.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		find := func(r *pull.Ref) []diagnose.Finding {
			what := "nothing"
			if r.State == diagnose.PullSecretState(keyring.Empty) {
				if r.Inspect.Shape != keyring.ShapeWrongKey {
					return nil
				}
				what = "no registry"
			}
			if f, ok := emptyValue(k, r); ok {
				return []diagnose.Finding{f}
			}
			f := diagnose.NewFinding(diagnose.CheckWrongDataKey, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("Secret %s has %s under %q, the only key that the node reads for its type; its data keys are %s.", r.Name, what, pull.WantedKey(r.Secret.Type), dataKeys(r.Secret)))
			f.Cures = contentMatches(k, r)
			return []diagnose.Finding{f}
		}
		return append(eachRef(k, diagnose.PullSecretState(keyring.NoData), find), eachRef(k, diagnose.PullSecretState(keyring.Empty), find)...)
	},
})

var _ = register(Check{
	Name:  diagnose.CheckWrongConfigShape,
	Short: "no entry in the secret",
	Title: "The Docker config parses, but the node finds no entry in it",
	Doc: `In a .dockerconfigjson the registries are one level down: {"auths": {"registry": {...}}}. In the legacy
.dockercfg they are at the top: {"registry": {...}}. Either form under the other key is valid JSON and is
accepted by the API server, but provides no credentials. The same goes for {} and for a file that contains
only credsStore or credHelpers.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d
Fix it: add or remove the "auths" level.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for _, r := range k.AllRefs() {
			if r.Secret == nil || r.Inspect.Err != nil || !pull.PullSecretType(r.Secret) {
				continue
			}
			var what string
			switch {
			case r.Inspect.Shape == keyring.ShapeNoAuths:
				what = `The registries in Secret %s are at the top level, without "auths" around them, so the node finds no entry.`
			case r.Inspect.Shape == keyring.ShapeAuthsInCfg:
				what = `Secret %s has the legacy type dockercfg, which has no "auths" level, but its content has one: the node reads a single registry called "auths".`
			case r.Astray() != "":
				what = `In Secret %s the registries are one level too deep, inside an entry called "` + r.Astray() + `", which the node takes for a registry.`
			case r.Inspect.Shape == keyring.ShapeWrongKey: // reported by wrong-data-key
				continue
			case r.State == diagnose.PullSecretState(keyring.Empty):
				what = "Secret %s contains no registry at all" + leftovers(r.Inspect) + quotedConfig(r) + "."
			default:
				continue
			}
			f := diagnose.NewFinding(diagnose.CheckWrongConfigShape, diagnose.LinkEntry, diagnose.Certain, k.Object(r), fmt.Sprintf(what, r.Name))
			f.Cures = contentMatches(k, r)
			out = append(out, f)
		}
		return out
	},
})

// contentMatches reports whether the secret contains credentials for the image, although the kubelet cannot
// read them in this form.
func contentMatches(k *pull.Case, r *pull.Ref) bool {
	if r.Secret == nil || k.ImageErr != nil {
		return false
	}
	return k.Index.CredentialsFor(r.Secret, k.Index.Matching(k.Image).Target) != nil
}

// quotedConfig describes a Docker config that is stored in the secret as a JSON string.
func quotedConfig(r *pull.Ref) string {
	if _, name, ok := keyring.Unquote(r.Secret.Data[pull.WantedKey(r.Secret.Type)]); ok {
		return "; its \"" + strings.ReplaceAll(keyring.ShowText(name), "%", "%%") + "\" contains the whole Docker config as one quoted string"
	}
	return ""
}

// leftovers says what a config.json has instead of credentials.
func leftovers(in *keyring.Inspection) string {
	switch {
	case in.CredsStore != "":
		return fmt.Sprintf("; its credsStore %q means that the credentials stayed in the credential store of the computer where it was created", in.CredsStore)
	case len(in.CredHelpers) > 0:
		return "; its credHelpers work only on the computer where it was created"
	}
	return ""
}

func dataKeys(s *diagnose.Secret) string {
	var keys []string
	for key := range s.Data {
		keys = append(keys, fmt.Sprintf("%q", key))
	}
	sort.Strings(keys)
	if len(keys) == 0 {
		return "none"
	}
	return text.JoinAnd(keys)
}

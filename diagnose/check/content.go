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

// The checks of this file ask whether the kubelet can read a secret at all.

var wrongType = &Check{
	Name:  diagnose.CheckWrongType,
	Short: "wrong secret type",
	Title: "The secret has a type that the node does not read",
	Doc: `The node reads only Secrets of type kubernetes.io/dockerconfigjson (key .dockerconfigjson) and the old
kubernetes.io/dockercfg (key .dockercfg). Every other type, Opaque above all, is skipped: no event, no
log line. It comes from kubectl create secret generic without --type, and from tools that copy secrets.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.type}'
Fix it: the type of a Secret cannot be changed. Make a new one of the right type and name that
instead; the old one can stay until nobody uses it.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.PullSecretState(keyring.WrongType), func(r *pull.Ref) []diagnose.Finding {
			f := diagnose.NewFinding(diagnose.CheckWrongType, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("Secret %s is of type %s. The node reads only kubernetes.io/dockerconfigjson and kubernetes.io/dockercfg, and skips this one without a word.", r.Name, r.Secret.Type))
			f.Cures = contentServes(k, r)
			return []diagnose.Finding{f}
		})
	},
}

var wrongDataKey = &Check{
	Name:  diagnose.CheckWrongDataKey,
	Short: "wrong data key",
	Title: "The content stands under the wrong data key",
	Doc: `The node looks at exactly one key of a Secret's data: .dockerconfigjson for the type
kubernetes.io/dockerconfigjson, .dockercfg for kubernetes.io/dockercfg. Content under another key, such
as config.json or dockerconfigjson without the dot, is not seen.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data}' shows the keys.
Fix it: store the same content under the right key.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		find := func(r *pull.Ref) []diagnose.Finding {
			what := "nothing"
			if r.State == diagnose.PullSecretState(keyring.Empty) {
				if r.Inspect.Shape != keyring.ShapeWrongKey {
					return nil
				}
				what = "no registry"
			}
			f := diagnose.NewFinding(diagnose.CheckWrongDataKey, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("Secret %s has %s under %q, the only key that the node reads for its type; its data keys are %s.", r.Name, what, pull.WantedKey(r.Secret.Type), dataKeys(r.Secret)))
			f.Cures = contentServes(k, r)
			return []diagnose.Finding{f}
		}
		return append(eachRef(k, diagnose.PullSecretState(keyring.NoData), find), eachRef(k, diagnose.PullSecretState(keyring.Empty), find)...)
	},
}

var wrongConfigShape = &Check{
	Name:  diagnose.CheckWrongConfigShape,
	Short: "no entry in the secret",
	Title: "The content parses, but the node finds no entry in it",
	Doc: `A .dockerconfigjson has the registries one level down: {"auths": {"registry": {...}}}. The old
.dockercfg has them on top: {"registry": {...}}. Content of one kind under the other key is valid JSON,
is taken by the API server, and gives the node nothing. The same is true for {} and for a file that
holds only credsStore or credHelpers.
Check it: kubectl -n NAMESPACE get secret NAME -o jsonpath='{.data.\.dockerconfigjson}' | base64 -d
Fix it: add or take away the "auths" level.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for i := range k.Refs {
			r := &k.Refs[i]
			if r.Secret == nil || r.Inspect.Err != nil || !pull.PullSecretType(r.Secret) {
				continue
			}
			var what string
			switch {
			case r.Inspect.Shape == keyring.ShapeNoAuths:
				what = `The registries of Secret %s stand on top, without the "auths" level around them, so the node finds no entry in it.`
			case r.Inspect.Shape == keyring.ShapeAuthsInCfg:
				what = `Secret %s is of the old type dockercfg, which has no "auths" level, and its content has one: the node reads a single registry called "auths".`
			case r.Astray() != "":
				what = `In Secret %s the registries stand one level too deep, inside an entry called "` + r.Astray() + `", so the node takes that for the registry's name.`
			case r.Inspect.Shape == keyring.ShapeWrongKey: // told by wrong-data-key
				continue
			case r.State == diagnose.PullSecretState(keyring.Empty):
				what = "Secret %s holds no registry at all" + leftovers(r.Inspect) + quotedConfig(r) + "."
			default:
				continue
			}
			f := diagnose.NewFinding(diagnose.CheckWrongConfigShape, diagnose.LinkEntry, diagnose.Certain, k.Object(r), fmt.Sprintf(what, r.Name))
			f.Cures = contentServes(k, r)
			out = append(out, f)
		}
		return out
	},
}

// contentServes says whether a login for the image is in the secret's
// content, though the kubelet does not get at it as it stands.
func contentServes(k *pull.Case, r *pull.Ref) bool {
	if r.Secret == nil || k.ImageErr != nil {
		return false
	}
	return k.Index.CredentialsFor(r.Secret, k.Index.Matching(k.Image).Target) != nil
}

// quotedConfig tells of a docker config that stands in the secret as a text.
func quotedConfig(r *pull.Ref) string {
	if _, name, ok := keyring.Unquote(r.Secret.Data[pull.WantedKey(r.Secret.Type)]); ok {
		return "; its \"" + strings.ReplaceAll(keyring.ShowText(name), "%", "%%") + "\" holds the whole docker config as one text in quotes"
	}
	return ""
}

// leftovers names what a laptop's config.json left instead of logins.
func leftovers(in *keyring.Inspection) string {
	switch {
	case in.CredsStore != "":
		return fmt.Sprintf("; its credsStore %q means that the logins stayed in the credential store of the computer it was made on", in.CredsStore)
	case len(in.CredHelpers) > 0:
		return "; its credHelpers work only on the computer it was made on"
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

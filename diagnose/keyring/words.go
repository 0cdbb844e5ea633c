package keyring

import (
	"fmt"
	"strings"
)

// The sentences of Inspection.Detail for whole secrets.

func wrongType(secretType, dataKey string) string {
	text := fmt.Sprintf("the type is %q; the kubelet reads only %s and %s", visible(secretType), TypeDockerConfigJSON, TypeDockercfg)
	switch {
	case strings.EqualFold(secretType, TypeDockerConfigJSON), strings.EqualFold(secretType, TypeDockercfg):
		text += ", spelled exactly like this"
	case dataKey != "":
		text += fmt.Sprintf(", so the Docker config under %q is never read", visible(dataKey))
	}
	return text
}

func noData(wanted, found string, data map[string][]byte) string {
	text := fmt.Sprintf("there is no data key %q, the only one that is read in a secret of this type", wanted)
	if _, there := data[wanted]; there {
		text = fmt.Sprintf("the value of %q is empty", wanted)
	}
	if found != "" {
		text += fmt.Sprintf("; there is a Docker config under %q", visible(found))
	}
	return text
}

func noAuths(wrapper string) string {
	if wrapper != "" {
		return fmt.Sprintf("the registries are under %q; the kubelet looks for them under \"auths\" and finds none", visible(wrapper))
	}
	return "the registries are at the top level; in a secret of this type the kubelet looks for them under \"auths\" and finds none"
}

func authsInCfg(wrapper string) string {
	return fmt.Sprintf("the registries are under %q; in a secret of this type they must be at the top level, so the kubelet treats %q as a registry",
		visible(wrapper), visible(wrapper))
}

func empty(in *Inspection) string {
	switch {
	case in.CredsStore != "":
		return fmt.Sprintf("it contains no registry; the credentials are in the credential store %q of the computer it comes from", visible(in.CredsStore))
	case len(in.CredHelpers) > 0:
		return "it contains no registry, only credential helpers, which the kubelet does not run"
	}
	return "it contains no registry"
}

// wrongTop explains a top-level field that has the wrong type.
func (r *reading) wrongTop(in *Inspection) {
	for m := range members(r.text, 0) {
		kind := jsonKind(m.value(r.text))
		detail := ""
		switch {
		case kind == kindNull:
		case !r.wrapped && isSetting(m.name) && kind != kindObject:
			detail = fmt.Sprintf("%q is listed among the registries; it is a setting of the Docker client, which the older format does not have", visible(m.name))
		case r.wrapped && sameField(m.name, fieldAuths) && kind != kindObject:
			detail = fmt.Sprintf("%q is %s, but must be an object with one field per registry", visible(m.name), kind)
		case r.wrapped && sameField(m.name, fieldHeaders) && !textsOnly(r.text, m):
			detail = fmt.Sprintf("%q must be an object of strings; the kubelet does not use it, but rejects the whole secret", visible(m.name))
		}
		if detail != "" {
			in.Pos = newRuler(r.text).position(m.valueAt)
			in.Detail = in.Pos.String() + ": " + detail
			return
		}
	}
	in.Pos = newRuler(r.text).position(skipSpace(r.text, 0))
	in.Detail = in.Pos.String() + ": this is not a JSON object: it must begin with {"
}

func textsOnly(text []byte, object member) bool {
	if jsonKind(object.value(text)) != kindObject {
		return false
	}
	for m := range members(text, object.valueAt) {
		if kind := jsonKind(m.value(text)); kind != kindString && kind != kindNull {
			return false
		}
	}
	return true
}

package fix

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Fixing one entry does not help while the kubelet refuses something else in the
// same secret: it then refuses all of it.

// accepts reports whether the kubelet reads this content without an error.
func accepts(content []byte, typ string) bool {
	return inspectContent(content, typ).Err == nil
}

func inspectContent(content []byte, typ string) keyring.Inspection {
	return keyring.Inspect(keyring.Secret{Type: typ, Data: map[string][]byte{pull.WantedKey(typ): content}})
}

// WithoutFaults removes whatever makes the kubelet refuse a content: settings in
// the wrong form, then broken entries. gone lists what was removed; ok is false if
// the content is still refused.
func WithoutFaults(content []byte, typ string) (out []byte, gone []string, ok bool) {
	if out, gone = withoutSettings(content, typ); accepts(out, typ) {
		return out, gone, true
	}
	for _, e := range inspectContent(out, typ).Entries {
		if e.Fault == keyring.FaultNone {
			continue
		}
		if next, err := dockerconfig.RemoveEntry(out, pull.LayoutOf(typ), e.Key); err == nil {
			out, gone = next, append(gone, keyring.ShowKey(e.Key))
		}
	}
	return out, gone, accepts(out, typ)
}

// withoutSettings removes settings of the Docker client that the kubelet does not
// use but fails on: HttpHeaders that are not a map of strings, and in the old
// format, where every member is a registry, any string at the top level. Settings
// that it can parse stay.
func withoutSettings(content []byte, typ string) (out []byte, gone []string) {
	names := []string{"HttpHeaders"}
	if typ == keyring.TypeDockercfg {
		names = append(names, "credsStore", "currentContext", "detachKeys", "psFormat", "imagesFormat", "stackOrchestrator", "experimental")
	}
	out = content
	for _, name := range names {
		var top map[string]json.RawMessage
		if json.Unmarshal(out, &top) != nil {
			return out, gone
		}
		for written := range top {
			if !strings.EqualFold(written, name) || settingAccepted(written, top[written], typ) {
				continue
			}
			if next, err := dockerconfig.RemoveEntry(out, dockerconfig.Dockercfg, written); err == nil {
				out, gone = next, append(gone, written)
			}
		}
	}
	return out, gone
}

// settingAccepted reports whether the kubelet reads a content with this setting
// alone.
func settingAccepted(name string, value json.RawMessage, typ string) bool {
	doc, err := json.Marshal(map[string]json.RawMessage{name: value, "auths": json.RawMessage("{}")})
	if typ == keyring.TypeDockercfg {
		doc, err = json.Marshal(map[string]json.RawMessage{name: value})
	}
	return err == nil && accepts(doc, typ)
}

// settingsFix removes only settings, if nothing else is wrong. In the old format
// an "auths" level is removed with them.
func (g Group) settingsFix(s *diagnose.Secret, key string) (diagnose.Fix, bool) {
	content, gone := withoutSettings(s.Data[key], s.Type)
	if len(gone) == 0 || !accepts(content, s.Type) {
		return diagnose.Fix{}, false
	}
	if in := inspectContent(content, s.Type); in.Shape == keyring.ShapeAuthsInCfg {
		if inner, err := dockerconfig.UnwrapAuths(content); err == nil && accepts(inner, s.Type) {
			content = inner
		}
	}
	return g.rewrite("drop-settings", fmt.Sprintf("Remove %s, which no node uses, from Secret %s/%s", text.JoinAnd(gone), s.Namespace, s.Name), s, key, content)
}

// FlatCredentials reads credentials whose fields are in place of the registries:
// {"auths":{"registry":"ghcr.io","username":"u","password":"p"}}. registry is
// "" if there is none.
func FlatCredentials(content []byte) (registry, user, password string, ok bool) {
	var doc struct {
		Auths map[string]string `json:"auths"`
	}
	if json.Unmarshal(content, &doc) != nil {
		return "", "", "", false
	}
	user, password = doc.Auths["username"], doc.Auths["password"]
	for _, name := range []string{"registry", "server", "host", "url", "serveraddress", "docker-server"} {
		if v := doc.Auths[name]; v != "" {
			registry = v
			break
		}
	}
	return registry, user, password, user != "" && password != ""
}

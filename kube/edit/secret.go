package edit

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
)

// The two forms of pull secrets, and the data key of each.
const (
	typeConfigJSON = "kubernetes.io/dockerconfigjson"
	typeDockercfg  = "kubernetes.io/dockercfg"
	keyConfigJSON  = ".dockerconfigjson"
	keyDockercfg   = ".dockercfg"
)

// secret corrects the type, the data key and the encoding of a pull secret.
func (e *editor) secret(f *diagnose.Finding) {
	s := e.source(f.Location.File)
	if s == nil {
		return
	}
	d, object := s.object(*f.Object, e.lineOf(*f.Object, f.Location))
	if object == nil || object.Kind != yaml3.MappingNode || object.Style&yaml3.FlowStyle != 0 {
		return
	}
	content := onlyContent(object)
	if content == nil {
		return
	}
	why := f.Object.String() + ": "
	switch f.Check {
	case diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckWrongConfigShape:
		s.form(d, object, content, why)
	case diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64, diagnose.CheckUnparseableConfig, diagnose.CheckNotDeployable:
		s.encoding(d, object, content, why)
		s.auths(d, content, why+"auth")
	}
}

// lineOf is the line at which the document of a Secret begins.
func (e *editor) lineOf(o diagnose.Object, l *diagnose.Location) int {
	best := 0
	for i := range e.snap.Secrets {
		if m := &e.snap.Secrets[i].Meta; m.Object() == o && m.File == l.File && m.Line <= l.Line {
			best = max(best, m.Line)
		}
	}
	return best
}

// content is the only value of a Secret.
type content struct {
	field, key, value *yaml3.Node // data or stringData, the key in it, its value
	config            []byte      // the Docker config; nil if it is none
	plain             bool        // the value is written in plain text
	twice             bool        // it is encoded once more than its field says
}

// onlyContent reads the value of a Secret that has one; nil for any other.
func onlyContent(object *yaml3.Node) *content {
	data, dataKey := child(object, "data")
	text, textKey := child(object, "stringData")
	if (data == nil) == (text == nil) {
		return nil
	}
	c := &content{field: dataKey}
	if data == nil {
		data, c.field = text, textKey
	}
	if data.Kind != yaml3.MappingNode || len(data.Content) != 2 || data.Content[1].Kind != yaml3.ScalarNode {
		return nil
	}
	c.key, c.value = data.Content[0], data.Content[1]
	value := []byte(strings.TrimSpace(c.value.Value))
	if isConfig(value) {
		c.config, c.plain = value, true
		return c
	}
	once := decoded(value)
	switch twice := decoded(bytes.TrimSpace(once)); {
	case isConfig(once):
		c.config = once
	case isConfig(twice):
		c.config, c.twice = twice, true
	}
	return c
}

func decoded(value []byte) []byte {
	out, err := base64.StdEncoding.DecodeString(string(value))
	if err != nil {
		return nil
	}
	return out
}

func isConfig(text []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && json.Valid(text)
}

// form corrects the type and the data key.
func (s *source) form(d *doc, object *yaml3.Node, c *content, why string) {
	if c.config == nil {
		return
	}
	var top map[string]json.RawMessage
	if json.Unmarshal(c.config, &top) != nil {
		return
	}
	want, key := typeConfigJSON, keyConfigJSON
	if _, wrapped := top["auths"]; !wrapped {
		if !entries(top) {
			return
		}
		want, key = typeDockercfg, keyDockercfg
	}
	if t, name := child(object, "type"); t == nil {
		if s.ownLine(d, c.field) {
			s.insert(d.line+c.field.Line-2, []string{strings.Repeat(" ", c.field.Column-1) + "type: " + want}, why+"type "+want)
		}
	} else if t.Value != want && name != nil {
		s.replace(d, t, want, why+"type "+want)
	}
	if c.key.Value != key {
		s.replace(d, c.key, key, why+"key "+key)
	}
}

// entries says whether all fields of a Docker config are entries with credentials.
func entries(top map[string]json.RawMessage) bool {
	for _, raw := range top {
		var e struct{ Auth, Username string }
		if json.Unmarshal(raw, &e) != nil || e.Auth+e.Username == "" {
			return false
		}
	}
	return len(top) > 0
}

// encoding corrects a value that is encoded once too often or not at all: where
// the other field would be right for it, the field is renamed.
func (s *source) encoding(d *doc, object *yaml3.Node, c *content, why string) {
	switch plainField := c.field.Value == "stringData"; {
	case c.config == nil:
	case !plainField && c.plain:
		s.replace(d, c.field, "stringData", why+"plain text belongs to stringData")
	case plainField && !c.plain && !c.twice:
		s.replace(d, c.field, "data", why+"base64 belongs to data")
	case c.twice && !plainField:
		once := decoded([]byte(strings.TrimSpace(c.value.Value)))
		s.replace(d, c.value, strings.TrimSpace(string(once)), why+"encoded once")
	}
}

// registryKey corrects the name of a registry in a pull secret.
func (e *editor) registryKey(f *diagnose.Finding) {
	s := e.source(f.Location.File)
	if s == nil || f.Object == nil || f.Object.Kind != "Secret" || f.Compare == nil || f.Certainty == diagnose.Possible {
		return
	}
	d, object := s.object(*f.Object, e.lineOf(*f.Object, f.Location))
	c := onlyContent(object)
	if object == nil || c == nil || c.config == nil {
		return
	}
	why := f.Object.String() + ": registry key " + f.Compare.Want
	layout := dockerconfig.ConfigJSON
	if c.key.Value == keyDockercfg {
		layout = dockerconfig.Dockercfg
	}
	renamed, err := dockerconfig.RenameKey(c.config, layout, f.Compare.Have, f.Compare.Want)
	if err != nil {
		return
	}
	if !c.plain {
		if c.field.Value == "data" && !c.twice {
			s.replace(d, c.value, base64.StdEncoding.EncodeToString(renamed), why)
		}
		return
	}
	s.replaceIn(d, c, `"`+f.Compare.Have+`"`, `"`+f.Compare.Want+`"`, why)
}

// replaceIn replaces a text that occurs once in the lines of a value.
func (s *source) replaceIn(d *doc, c *content, have, want, why string) {
	found := -1
	for at := d.line + c.value.Line - 2; at < min(len(s.file.before), d.last); at++ {
		n := strings.Count(s.file.before[at], have)
		if n > 1 || n == 1 && found >= 0 {
			return
		}
		if n == 1 {
			found = at
		}
	}
	if found >= 0 {
		s.change(Change{found, found + 1, []string{strings.Replace(s.file.before[found], have, want, 1)}, why})
	}
}

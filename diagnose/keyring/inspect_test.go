package keyring

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

func b64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func TestInspectSecrets(t *testing.T) {
	const login = `{"username":"u","password":"p"}`
	tests := map[string]struct {
		secret  Secret
		state   State
		shape   Shape
		dataKey string
		keys    string // of the entries, with blanks between
		detail  string // part of Detail
	}{
		"fine":               {configSecret("s", `{"auths":{"a.io":`+login+`,"b.io":`+login+`}}`), OK, ShapeOK, KeyDockerConfigJSON, "a.io b.io", ""},
		"fine, older format": {cfgSecret("s", `{"a.io":`+login+`}`), OK, ShapeOK, KeyDockercfg, "a.io", ""},
		"opaque": {Secret{Type: "Opaque", Data: bytesOf(map[string]string{KeyDockerConfigJSON: `{"auths":{"a.io":` + login + `}}`})},
			WrongType, ShapeOK, KeyDockerConfigJSON, "a.io", `"Opaque"; the kubelet reads only`},
		"opaque config.json": {Secret{Type: "Opaque", Data: bytesOf(map[string]string{"a": "x", "config.json": `{"auths":{"a.io":` + login + `}}`})},
			WrongType, ShapeWrongKey, "config.json", "a.io", `"config.json" is never read`},
		"type in other letters": {Secret{Type: "kubernetes.io/DockerConfigJson"}, WrongType, ShapeOK, "", "", "spelled exactly like this"},
		"basic-auth":            {Secret{Type: "kubernetes.io/basic-auth", Data: bytesOf(map[string]string{"username": "u", "password": "p"})}, WrongType, ShapeOK, "", "", ""},
		"config.json as key": {Secret{Type: TypeDockerConfigJSON, Data: bytesOf(map[string]string{"config.json": `{"auths":{"a.io":` + login + `}}`})},
			NoData, ShapeWrongKey, "config.json", "a.io", `under "config.json"`},
		"data of the other type": {Secret{Type: TypeDockerConfigJSON, Data: bytesOf(map[string]string{KeyDockercfg: `{"a.io":` + login + `}`})},
			NoData, ShapeWrongKey, KeyDockercfg, "a.io", ""},
		"no data":    {Secret{Type: TypeDockercfg}, NoData, ShapeOK, "", "", `there is no data key ".dockercfg"`},
		"empty data": {configSecret("s", ""), NoData, ShapeOK, "", "", "is empty"},
		"no auths":   {configSecret("s", `{"a.io":`+login+`}`), Empty, ShapeNoAuths, KeyDockerConfigJSON, "a.io", "are at the top level"},
		"auth for auths": {configSecret("s", `{"auth":{"a.io":`+login+`}}`), Empty, ShapeNoAuths, KeyDockerConfigJSON, "a.io",
			`under "auth"; the kubelet looks for them under "auths"`},
		"auths in older format": {cfgSecret("s", `{"auths":{"a.io":`+login+`}}`), Empty, ShapeAuthsInCfg, KeyDockercfg, "a.io", `treats "auths" as a registry`},
		"base64 twice":          {configSecret("s", b64(`{"auths":{"a.io":`+login+`}}`)+"\n"), Unparseable, ShapeDouble, KeyDockerConfigJSON, "a.io", "base64-encoded twice"},
		"empty object":          {configSecret("s", `{}`), Empty, ShapeOK, KeyDockerConfigJSON, "", "no registry"},
		"null":                  {configSecret("s", `null`), Empty, ShapeOK, KeyDockerConfigJSON, "", "no registry"},
		"store":                 {configSecret("s", `{"auths":{},"credsStore":"desktop"}`), Empty, ShapeOK, KeyDockerConfigJSON, "", `store "desktop"`},
		"whitespace":            {configSecret("s", " \n"), Unparseable, ShapeOK, KeyDockerConfigJSON, "", "only whitespace"},
		"yaml":                  {configSecret("s", "auths:\n  a.io:\n"), Unparseable, ShapeOK, KeyDockerConfigJSON, "", "line 1, column 1 (byte 0): this is not a JSON object"},
		"array":                 {configSecret("s", ` []`), Unparseable, ShapeOK, KeyDockerConfigJSON, "", "this is not a JSON object"},
		"auths a list":          {configSecret("s", "{\n  \"auths\": []}"), Unparseable, ShapeOK, KeyDockerConfigJSON, "", `line 2, column 12 (byte 13): "auths" is a list`},
		"headers":               {configSecret("s", `{"auths":{"a.io":{}},"HttpHeaders":{"X":1}}`), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io", `"HttpHeaders" must be`},
		"setting in older format": {cfgSecret("s", `{"a.io":{},"credsStore":"desktop"}`), Unparseable, ShapeOK, KeyDockercfg, "a.io",
			`"credsStore" is listed among the registries`},
		"cut off": {configSecret("s", `{"auths":{"a.io":`+login+`,"b.io":{"username":"v","pass`), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io b.io",
			"the text is truncated: its last brace is missing, in the entry b.io"},
		"full-width comma": {configSecret("s", "{\"auths\":{\n\"a.io\":"+login+"，\"b.io\":"+login+"}}"), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io b.io",
			"line 2, column 39 (byte 49): a full-width comma (U+FF0C) instead of a plain comma, after the entry a.io"},
		"curly quotes": {configSecret("s", "{“auths”:{“a.io”:"+login+"}}"), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io",
			"column 2 (byte 1): a curly quote (U+201C)"},
		"byte order mark": {configSecret("s", "\ufeff{\"auths\":{\"a.io\":"+login+"}}"), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io",
			"line 1, column 1 (byte 0): a byte order mark (U+FEFF)"},
		"no-break space": {configSecret("s", "{\u00a0\"auths\":{\"a.io\":"+login+"}}"), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io", "a no-break space (U+00A0)"},
		"last comma":     {configSecret("s", `{"auths":{"a.io":`+login+`, }}`), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io", "there is an extra comma before the closing brace"},
		"shell quotes":   {configSecret("s", `'{"auths":{"a.io":`+login+`}}'`), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io", "single quotes, as for a shell"},
		"text behind":    {configSecret("s", `{"auths":{"a.io":`+login+`}}x`), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io", "more text after"},
		"missing comma":  {configSecret("s", `{"auths":{"a.io":`+login+` "b.io":{}}}`), Unparseable, ShapeOK, KeyDockerConfigJSON, "a.io", "a comma or a colon is missing"},
		"bad auth":       {configSecret("s", `{"auths":{"a.io":`+login+`,"b.io":{"auth":"dTp w"}}}`), Undecodable, ShapeOK, KeyDockerConfigJSON, "a.io b.io", "entry b.io, line 1, column 69 (byte 68): auth is not base64: it contains a space at byte 3"},
		"no colon":       {configSecret("s", `{"auths":{"b.io":{"auth":"`+b64("token")+`"}}}`), Unparseable, ShapeOK, KeyDockerConfigJSON, "b.io", "contains no colon"},
		"written twice":  {configSecret("s", `{"auths":{"a.io":{"username":"1"},"b.io":{},"a.io":{"username":"2"}}}`), OK, ShapeOK, KeyDockerConfigJSON, "b.io a.io", ""},
		"null later":     {configSecret("s", `{"auths":{"a.io":{}},"Auths":null,"AUTHS":{"b.io":{}}}`), OK, ShapeOK, KeyDockerConfigJSON, "b.io", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			in := Inspect(test.secret)
			var keys []string
			for _, e := range in.Entries {
				keys = append(keys, e.Key)
			}
			if in.State != test.state || in.Shape != test.shape || in.DataKey != test.dataKey || in.Type != test.secret.Type {
				t.Errorf("state %q, shape %q, data key %q, type %q", in.State, in.Shape, in.DataKey, in.Type)
			}
			if got := strings.Join(keys, " "); got != test.keys {
				t.Errorf("entries %q, want %q", got, test.keys)
			}
			if !strings.Contains(in.Detail, test.detail) || (test.detail == "" && test.state == OK && in.Detail != "") {
				t.Errorf("detail %q, want %q", in.Detail, test.detail)
			}
			_, err := New([]Secret{test.secret})
			if (err == nil) != (in.Err == nil) || err != nil && err.Error() != in.Err.Error() {
				t.Errorf("error %v, the kubelet's %v", in.Err, err)
			}
		})
	}
}

func TestInspectSettings(t *testing.T) {
	in := Inspect(configSecret("s", `{"auths":{"a.io":{}},"credsStore":"desktop","credHelpers":{"b.io":"ecr-login","c.io":"gcr"},"HttpHeaders":{},"proxies":{},"team":1}`))
	if in.CredsStore != "desktop" || fmt.Sprint(in.CredHelpers) != "[b.io c.io]" || fmt.Sprint(in.Extra) != "[HttpHeaders proxies team]" {
		t.Errorf("store %q, helpers %q, extra %q", in.CredsStore, in.CredHelpers, in.Extra)
	}
}

// Every vector: what Inspect says of the verdict and the logins is what the kubelet does.
func TestInspectAgreesWithVectors(t *testing.T) {
	for _, v := range readVectors[secretVector](t, "secrets.json") {
		checkInspect(t, v.secret())
	}
	for _, v := range readVectors[matchVector](t, "match.json") {
		checkInspect(t, oneEntry(t, v.Key))
	}
}

// checkInspect holds Inspect against New.
func checkInspect(t *testing.T, s Secret) {
	t.Helper()
	in := Inspect(s)
	dataKey, wrapped, known := readable(s.Type)
	if read := known && len(s.Data[dataKey]) > 0; !read {
		if in.State != WrongType && in.State != NoData || in.Err != nil {
			t.Errorf("%q: skipped, and yet %q, %v", s.Data, in.State, in.Err)
		}
		return
	}
	content := s.Data[dataKey]
	logins, err := parseContent(content, wrapped)
	if err != nil {
		if in.Err == nil || in.Err.Error() != err.Error() || in.State != Undecodable && in.State != Unparseable || in.Detail == "" {
			t.Errorf("%q: refused (%v), and yet %q, %v, %q", content, err, in.State, in.Err, in.Detail)
		}
		return
	}
	if in.Err != nil || in.State != OK && in.State != Empty {
		t.Errorf("%q: accepted, and yet %q, %v", content, in.State, in.Err)
	}
	if in.State == Empty {
		return // entries that stand where the kubelet sees none
	}
	effective := map[string]userPass{}
	for _, e := range in.Entries {
		if e.Fault != FaultNone {
			t.Errorf("%q: accepted, and yet %q has fault %q", content, e.Key, e.Fault)
		}
		effective[e.Key] = userPass{e.Username, e.Password.Reveal()}
	}
	for key, l := range logins {
		if got, ok := effective[key]; got != l || !ok && !isSetting(key) {
			t.Errorf("%q: entry %q differs from the kubelet's", content, key)
		}
	}
	if len(effective) > len(logins) {
		t.Errorf("%q: more entries than the kubelet's", content)
	}
}

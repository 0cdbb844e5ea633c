package keyring

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatchVectors(t *testing.T) {
	for _, v := range readVectors[matchVector](t, "match.json") {
		img, err := ParseImage(v.Image)
		if v.ImageError != "" {
			if err == nil || err.Error() != v.ImageError {
				t.Errorf("ParseImage(%q) = %v, want %s", v.Image, err, v.ImageError)
			}
			continue
		}
		if err != nil {
			t.Errorf("ParseImage(%q): %v", v.Image, err)
			continue
		}
		if img.Name != v.LookupName {
			t.Errorf("name of %q = %q, want %q", v.Image, img.Name, v.LookupName)
		}
		keys, err := New([]Secret{oneEntry(t, v.Key)})
		if err != nil {
			t.Errorf("key %q: %v", v.Key, err)
			continue
		}
		if got := len(keys.Lookup(img)) > 0; got != v.Matches {
			t.Errorf("key %q, image %q: matches %v, want %v (%s)", v.Key, v.Image, got, v.Matches, v.Note)
		}
	}
}

func TestSecretVectors(t *testing.T) {
	for _, v := range readVectors[secretVector](t, "secrets.json") {
		keys, err := New([]Secret{v.secret()})
		if v.Outcome == "error" {
			var from *SecretError
			if !errors.As(err, &from) || err.Error() != v.Error || from.Name != "s" || from.Namespace != "shop" {
				t.Errorf("%s: error %v, want %q from shop/s", v.Note, err, v.Error)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", v.Note, err)
			continue
		}
		var got []vectorCredential
		for _, c := range keys.Lookup(mustParse(t, v.Image)) {
			got = append(got, vectorCredential{Secret: c.Secret, Username: c.Username, Password: c.Password.Reveal()})
		}
		if diff := cmp.Diff(v.Credentials, got); diff != "" {
			t.Errorf("%s: %s", v.Note, diff)
		}
	}
}

type multiVector struct {
	Image          string          `json:"image"`
	Note           string          `json:"note"`
	Deterministic  bool            `json:"deterministic"`
	Order          []string        `json:"order"`
	PossibleOrders [][]string      `json:"possible_orders"`
	NodeAuths      json.RawMessage `json:"node_auths"`
	Error          string          `json:"error"`
	Secrets        []struct {
		Name string            `json:"name"`
		Type string            `json:"type"`
		Data map[string]string `json:"data"`
	} `json:"secrets"`
}

// The node's own logins are a second keyring behind the pod's.
func TestMultiVectors(t *testing.T) {
	for _, v := range readVectors[multiVector](t, "multi.json") {
		var secrets []Secret
		for _, s := range v.Secrets {
			secrets = append(secrets, Secret{Name: s.Name, Type: s.Type, Data: bytesOf(s.Data)})
		}
		rings := [][]Secret{secrets}
		if v.NodeAuths != nil {
			rings = append(rings, []Secret{cfgSecret("<node>", string(v.NodeAuths))})
		}
		var got []string
		for _, part := range rings {
			keys, err := New(part)
			if v.Error != "" {
				if err == nil || err.Error() != v.Error {
					t.Errorf("%s: error %v, want %s", v.Note, err, v.Error)
				}
				break
			}
			if err != nil {
				t.Errorf("%s: %v", v.Note, err)
				break
			}
			for _, c := range keys.Lookup(mustParse(t, v.Image)) {
				got = append(got, c.Secret+"/"+c.Username)
			}
		}
		possible := append(v.PossibleOrders, v.Order)
		if !slices.ContainsFunc(possible, func(order []string) bool { return slices.Equal(order, got) }) {
			t.Errorf("%s: order %v, want one of %v", v.Note, got, possible)
		}
	}
}

// Two spellings of a key in one secret are in map order in the kubelet; here the document's.
func TestSpellingsKeepDocumentOrder(t *testing.T) {
	content := `{"auths":{"https://r.io":{"username":"1"},"r.io":{"username":"2"},"http://r.io/":{"username":"3"},"https://r.io":{"username":"4"}}}`
	for range 20 {
		keys, err := New([]Secret{configSecret("s", content)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range keys.Lookup(mustParse(t, "r.io/app")) {
			got = append(got, c.Username)
		}
		if diff := cmp.Diff([]string{"2", "3", "4"}, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestLookupOwnsItsResult(t *testing.T) {
	keys, err := New([]Secret{oneEntry(t, "index.docker.io")})
	if err != nil {
		t.Fatal(err)
	}
	img := mustParse(t, "nginx")
	keys.Lookup(img)[0].Username = "changed"
	if got := keys.Lookup(img)[0].Username; got != "u" {
		t.Errorf("the keyring was changed through a result: %q", got)
	}
}

func TestEmptyKeyrings(t *testing.T) {
	none, err := New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string]*Keyring{"nil": nil, "zero": {}, "no secrets": none} {
		if got := keys.Lookup(mustParse(t, "nginx")); len(got) != 0 {
			t.Errorf("%s: %d credentials", name, len(got))
		}
	}
}

func TestSecretErrorUnwraps(t *testing.T) {
	_, err := New([]Secret{oneEntry(t, "a.io"), configSecret("bad", `{"auths":{"b.io":{"auth":"dTpw*"}}}`)})
	var from *SecretError
	var corrupt base64.CorruptInputError
	if !errors.As(err, &from) || from.Name != "bad" || !errors.As(err, &corrupt) || corrupt != 4 {
		t.Errorf("error %#v", err)
	}
	_, err = New([]Secret{configSecret("bad", `{"auths":{"b.io":7}}`)})
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) || wrong.Value != "number" {
		t.Errorf("error %#v", err)
	}
}

func TestAnonymous(t *testing.T) {
	for entry, want := range map[string]bool{`{}`: true, `null`: true, `{"identitytoken":"x"}`: true, `{"username":"u"}`: false, `{"password":"p"}`: false} {
		keys, err := New([]Secret{configSecret("s", `{"auths":{"a.io":`+entry+`}}`)})
		if err != nil {
			t.Fatal(err)
		}
		if got := keys.Lookup(mustParse(t, "a.io/app")); len(got) != 1 || got[0].Anonymous() != want {
			t.Errorf("%s: %v", entry, got)
		}
	}
}

func TestKeyringPrintsNoPassword(t *testing.T) {
	keys, err := New([]Secret{configSecret("s", `{"auths":{"r.io":{"username":"bot","password":"hunter2"}}}`)})
	if err != nil {
		t.Fatal(err)
	}
	holder := struct {
		inner  Keyring
		behind *Keyring
		creds  []Credential
	}{*keys, keys, keys.Lookup(mustParse(t, "r.io/app"))}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		for _, value := range []any{keys, *keys, keys.Lookup(mustParse(t, "r.io/app")), holder.inner} {
			if text := fmt.Sprintf(verb, value); strings.Contains(text, "hunter2") || strings.Contains(text, fmt.Sprintf("%x", "hunter2")) {
				t.Errorf("%s of %T shows the password", verb, value)
			}
		}
	}
	if text := fmt.Sprintf("%+v", holder.behind); strings.Contains(text, "hunter2") {
		t.Error("shows the password behind a pointer")
	}
}

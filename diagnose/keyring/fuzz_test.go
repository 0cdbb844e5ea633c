package keyring

import "testing"

// FuzzParse feeds docker config content, in both formats and under a type that is skipped.
func FuzzParse(f *testing.F) {
	for _, v := range readVectors[secretVector](f, "secrets.json") {
		for _, text := range v.Data {
			f.Add([]byte(text))
		}
	}
	f.Add([]byte("{“auths”：{'a.io'：{}，}}"))
	f.Add([]byte(`{"a.io":{"auth":"dTpw"},"auths":{"b.io":null}}`))
	f.Add([]byte(`{"auths":{"a.io":{"auth":"dTpw-_"}},"auths":null,"credsStore":"x"}`))
	f.Add([]byte(b64(`{"auths":{"a.io":{}}}`)))
	img := mustParse(f, "a.io/app")
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, s := range []Secret{configSecret("s", string(content)), cfgSecret("s", string(content))} {
			checkInspect(t, s)
			checkOrder(t, s)
			if keys, err := New([]Secret{s}); err == nil {
				keys.Lookup(img)
			}
		}
		Inspect(Secret{Type: "Opaque", Data: map[string][]byte{"x": content}})
		Repair(content)
	})
}

// checkOrder holds the order of the keys against what encoding/json reads.
func checkOrder(t *testing.T, s Secret) {
	t.Helper()
	dataKey, wrapped, _ := readable(s.Type)
	logins, err := parseContent(s.Data[dataKey], wrapped)
	if err != nil || len(s.Data[dataKey]) == 0 {
		return
	}
	keys := keyOrder(s.Data[dataKey], wrapped)
	if len(keys) != len(logins) {
		t.Errorf("%q: keys %q for %d logins", s.Data[dataKey], keys, len(logins))
	}
	for _, key := range keys {
		if _, ok := logins[key]; !ok {
			t.Errorf("%q: encoding/json knows no key %q", s.Data[dataKey], key)
		}
	}
}

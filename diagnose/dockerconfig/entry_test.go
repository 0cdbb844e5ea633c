package dockerconfig

import (
	"errors"
	"testing"
)

// The document has everything that must survive an edit: odd spacing, an
// unknown field, another host, a laptop's leftovers.
const config = `{
  "auths": { "gchr.io": {"auth":"YTpi", "x-note":"keep me"} ,
    "quay.io":{"username":"q","password":"<&>"}},
  "credsStore":"desktop"
}`

func TestRenameKeyTouchesOnlyTheKey(t *testing.T) {
	got, err := RenameKey([]byte(config), ConfigJSON, "gchr.io", "ghcr.io")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "auths": { "ghcr.io": {"auth":"YTpi", "x-note":"keep me"} ,
    "quay.io":{"username":"q","password":"<&>"}},
  "credsStore":"desktop"
}`
	if string(got) != want {
		t.Errorf("got\n%s", got)
	}
}

func TestEdits(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		edit     func([]byte) ([]byte, error)
		want     string
		err      error
	}{
		{"rename to a taken key", config, func(d []byte) ([]byte, error) { return RenameKey(d, ConfigJSON, "gchr.io", "quay.io") }, "", ErrKeyExists},
		{"rename what is not there", config, func(d []byte) ([]byte, error) { return RenameKey(d, ConfigJSON, "a.io", "b.io") }, "", ErrNoEntry},
		{"rename in dockercfg", `{"a.io":{"auth":"x"}}`, func(d []byte) ([]byte, error) { return RenameKey(d, Dockercfg, "a.io", "b.io") }, `{"b.io":{"auth":"x"}}`, nil},
		{"capital Auths counts", `{"Auths":{"a.io":{}}}`, func(d []byte) ([]byte, error) { return RenameKey(d, ConfigJSON, "a.io", "b.io") }, `{"Auths":{"b.io":{}}}`, nil},
		{"remove the first", `{"auths":{"a":{}, "b":{}}}`, func(d []byte) ([]byte, error) { return RemoveEntry(d, ConfigJSON, "a") }, `{"auths":{"b":{}}}`, nil},
		{"remove the last", `{"auths":{"a":{}, "b":{} }}`, func(d []byte) ([]byte, error) { return RemoveEntry(d, ConfigJSON, "b") }, `{"auths":{"a":{} }}`, nil},
		{"remove the only one", `{"auths":{"a":{}}}`, func(d []byte) ([]byte, error) { return RemoveEntry(d, ConfigJSON, "a") }, `{"auths":{}}`, nil},
		{"remove duplicates", `{"auths":{"a":{},"b":{},"a":1}}`, func(d []byte) ([]byte, error) { return RemoveEntry(d, ConfigJSON, "a") }, `{"auths":{"b":{}}}`, nil},
		{"login for a new host", `{"auths":{"a":{}}}`, func(d []byte) ([]byte, error) { return SetLogin(d, ConfigJSON, "b", "u", "p") }, `{"auths":{"a":{},"b":{"username":"u","password":"p","auth":"dTpw"}}}`, nil},
		{"login where auths is missing", `{"x":1}`, func(d []byte) ([]byte, error) { return SetLogin(d, ConfigJSON, "b", "u", "p") }, `{"x":1,"auths":{"b":{"username":"u","password":"p","auth":"dTpw"}}}`, nil},
		{"login into an empty document", `{}`, func(d []byte) ([]byte, error) { return SetLogin(d, Dockercfg, "b", "u", "p") }, `{"b":{"username":"u","password":"p","auth":"dTpw"}}`, nil},
		{"login replaces and keeps the rest", `{"auths":{"a":{"auth":"old","x":[1, 2]}}}`, func(d []byte) ([]byte, error) { return SetLogin(d, ConfigJSON, "a", "u", "p") }, `{"auths":{"a":{"auth":"dTpw","x":[1, 2],"username":"u","password":"p"}}}`, nil},
		{"auth only", `{"auths":{"a":{"auth":"old","email":"e"}}}`, func(d []byte) ([]byte, error) { return SetAuth(d, ConfigJSON, "a", "u", "p") }, `{"auths":{"a":{"auth":"dTpw","email":"e"}}}`, nil},
		{"auth of an entry that is a string", `{"auths":{"a":"dTpw"}}`, func(d []byte) ([]byte, error) { return SetAuth(d, ConfigJSON, "a", "u", "p") }, `{"auths":{"a":{"auth":"dTpw"}}}`, nil},
		{"auth and the fields beside it", `{"auths":{"a":{"username":"u\n","auth":"old"}}}`, func(d []byte) ([]byte, error) { return SetAuth(d, ConfigJSON, "a", "u", "p") }, `{"auths":{"a":{"username":"u","auth":"dTpw"}}}`, nil},
		{"not JSON", `{"auths":`, func(d []byte) ([]byte, error) { return RemoveEntry(d, ConfigJSON, "a") }, "", ErrNotJSON},
		{"auths is a list", `{"auths":[]}`, func(d []byte) ([]byte, error) { return SetLogin(d, ConfigJSON, "a", "u", "p") }, "", ErrNotJSON},
		{"wrap", `{"a":{}}`, WrapAuths, `{"auths":{"a":{}}}`, nil},
		{"unwrap", `{"auths": {"a":{}} }`, UnwrapAuths, `{"a":{}}`, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.edit([]byte(tc.in))
			if !errors.Is(err, tc.err) {
				t.Fatalf("error %v, want %v", err, tc.err)
			}
			if string(got) != tc.want {
				t.Errorf("got  %s\nwant %s", got, tc.want)
			}
		})
	}
}

func TestNewIsWhatKubectlWrites(t *testing.T) {
	want := `{"auths":{"ghcr.io":{"username":"u","password":"p<","auth":"dTpwPA=="}}}`
	if got := string(New(ConfigJSON, "ghcr.io", "u", "p<")); got != want {
		t.Errorf("got %s", got)
	}
}

package dockerconfig

import (
	"errors"
	"testing"
)

func TestKeepEntries(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		layout   Layout
		keys     []string
		want     string
		err      error
	}{
		{"one of two", config, ConfigJSON, []string{"gchr.io"}, `{"auths":{"gchr.io":{"auth":"YTpi", "x-note":"keep me"}}}`, nil},
		{"both, in the order asked for", config, ConfigJSON, []string{"quay.io", "gchr.io"}, `{"auths":{"quay.io":{"username":"q","password":"<&>"},"gchr.io":{"auth":"YTpi", "x-note":"keep me"}}}`, nil},
		{"old layout", `{"a.io":{"auth":"x"},"b.io":{}}`, Dockercfg, []string{"a.io"}, `{"a.io":{"auth":"x"}}`, nil},
		{"of duplicates the last counts", `{"auths":{"a":{"auth":"1"},"a":{"auth":"2"}}}`, ConfigJSON, []string{"a"}, `{"auths":{"a":{"auth":"2"}}}`, nil},
		{"not there", config, ConfigJSON, []string{"x.io"}, "", ErrNoEntry},
		{"no JSON", `{"auths":`, ConfigJSON, []string{"x.io"}, "", ErrNotJSON},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := KeepEntries([]byte(tc.in), tc.layout, tc.keys)
			if string(got) != tc.want || !errors.Is(err, tc.err) {
				t.Errorf("got %s, %v", got, err)
			}
		})
	}
}

package manifest

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube"
)

// Wrapped base64 is accepted, as Kubernetes accepts it, with a note; for text
// that was shortened or joined the reason says why it does not decode.
func TestWrappedBase64(t *testing.T) {
	value := base64.StdEncoding.EncodeToString([]byte(`{"auths":{"ghcr.io":{"auth":"Ym90OnNlY3JldA=="}}}`))
	for _, tt := range []struct{ name, data, hint, bad string }{
		{"one line", value, "", ""},
		{"several lines", "|\n    " + value[:20] + "\n    " + value[20:], "spans several lines", ""},
		{"joined by YAML", value[:20] + "\n    " + value[20:], "", "YAML joins wrapped lines with spaces"},
		{"a manual's sample", "eyJodHRwczovL2luZGV4L ... J0QUl6RTIifX0=", "", "shortened with dots"},
	} {
		text := "apiVersion: v1\nkind: Secret\nmetadata: {name: regcred}\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: " + tt.data + "\n" +
			"---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, image: ghcr.io/acme/web:1}], imagePullSecrets: [{name: regcred}]}\n"
		snap, problems, err := ReadFilesIn([]string{"-"}, strings.NewReader(text), kube.Scope{})
		if err != nil || len(snap.Secrets) != 1 {
			t.Fatalf("%s: %v, %+v", tt.name, err, snap)
		}
		said := ""
		for _, p := range problems {
			if p.Hint {
				said += p.Text
			} else if tt.bad == "" {
				t.Errorf("%s: %s is more than a hint", tt.name, p)
			}
		}
		s := snap.Secrets[0]
		bad := s.BadData[".dockerconfigjson"]
		if (said == "") != (tt.hint == "") || !strings.Contains(said, tt.hint) || (bad == "") != (tt.bad == "") || !strings.Contains(bad, tt.bad) {
			t.Errorf("%s: %q, %q", tt.name, said, bad)
		}
		if strings.Contains(said+bad, value[:12]) {
			t.Errorf("%s: it quotes the value", tt.name)
		}
	}
}

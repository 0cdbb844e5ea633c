package manifest

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
)

// checksOf reads manifests and lists what is found: check, severity, object, file line.
func checksOf(t *testing.T, text string) (out []string, details string) {
	t.Helper()
	s := mustRead(t, text)
	lines := map[diagnose.Object]int{}
	for i := range s.Planned {
		lines[s.Planned[i].Object()] = s.Planned[i].Line
	}
	for _, f := range engine.Run(s, diagnose.Options{}).Report.Failures {
		for _, x := range f.Findings {
			line := ""
			if n := lines[*x.Object]; n > 0 {
				line = " line " + itoa(n)
			}
			out = append(out, string(x.Check)+" "+string(x.Severity)+" "+x.Object.String()+line)
			details += x.Detail + "\n"
		}
	}
	return out, details
}

func itoa(n int) string { return string(rune('0'+n/10)) + string(rune('0'+n%10)) }

func TestSecretsThatAControllerWillMake(t *testing.T) {
	const asks = `---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  imagePullSecrets: [{name: regcred}]
  containers: [{name: web, image: ghcr.io/acme/web:1}]
`
	tests := []struct{ name, file, makes, want string }{
		{"sealed, right", "sealed-right", "regcred", ""},
		{"sealed, no type", "sealed-opaque", "regcred", "wrong-type error SealedSecret shop/regcred line 02"},
		{"sealed, wrong key", "sealed-key", "regcred", "wrong-data-key error SealedSecret shop/regcred line 02"},
		{"external, right", "external-right", "regcred", ""},
		{"external v1beta1, no template", "external-opaque", "regcred", "wrong-type error ExternalSecret shop/from-vault line 02"},
		{"external, key of the provider", "external-key", "regcred", "wrong-data-key error ExternalSecret shop/from-vault line 02"},
		{"external, keys unknown", "external-open", "regcred", ""},
		{"external, merged into another", "external-merge", "regcred", ""},
		{"external, makes nothing", "external-none", "", "secret-missing warning Secret shop/regcred"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw, err := os.ReadFile("testdata/planned/" + tt.file + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			if tt.want != "" {
				want = []string{tt.want}
			}
			got, details := checksOf(t, string(raw)+asks)
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d, details)
			}
			s := mustRead(t, string(raw))
			if makes := plannedNames(s); makes != tt.makes {
				t.Errorf("makes %q, want %q", makes, tt.makes)
			}
		})
	}
}

func plannedNames(s *diagnose.Snapshot) string {
	out := ""
	for _, p := range s.Planned {
		out += p.Makes
	}
	return out
}

// A Secret in the manifests takes precedence over the object that a
// controller makes one from.
func TestASecretGoesBeforeThePlan(t *testing.T) {
	raw, err := os.ReadFile("testdata/planned/sealed-opaque.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got, _ := checksOf(t, string(raw)+`---
apiVersion: v1
kind: Secret
metadata: {name: regcred, namespace: shop}
type: kubernetes.io/dockerconfigjson
stringData: {.dockerconfigjson: '{"auths":{"ghcr.io":{"username":"bot","password":"a-test-word"}}}'}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  imagePullSecrets: [{name: regcred}]
  containers: [{name: web, image: ghcr.io/acme/web:1}]
`)
	if len(got) > 0 {
		t.Error(got)
	}
}

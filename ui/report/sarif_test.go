package report_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// locations lists where each result of a SARIF file is: rule, object, place.
func locations(t *testing.T, res *diagnose.Result) []string {
	t.Helper()
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID    string
				Locations []struct {
					PhysicalLocation *struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
					LogicalLocations []struct{ FullyQualifiedName string }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(write(t, "sarif", res)), &log); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range log.Runs[0].Results {
		l := r.Locations[0]
		at := "nowhere"
		if p := l.PhysicalLocation; p != nil {
			at = fmt.Sprintf("%s:%d", p.ArtifactLocation.URI, p.Region.StartLine)
		}
		out = append(out, r.RuleID+" "+l.LogicalLocations[0].FullyQualifiedName+" "+at)
	}
	return out
}

// A finding points at its object's line, or at the pod's when there is no such
// object; in a cluster it only has a name.
func TestSARIFLocations(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*diagnose.Result)
		want   []string
	}{
		"files": {func(*diagnose.Result) {}, []string{
			"host-mismatch Secret shop/regcred deploy/a%20b,c:d%25.yaml:7",
			"secret-missing Secret shop/gone deploy/a%20b,c:d%25.yaml:20",
			"made-up Deployment shop/web-2 deploy/a%20b,c:d%25.yaml:40",
			"secret-missing Secret shop/gone deploy/a%20b,c:d%25.yaml:60",
		}},
		"cluster": {func(r *diagnose.Result) { moveTo(r, "") }, []string{
			"host-mismatch Secret shop/regcred nowhere", "secret-missing Secret shop/gone nowhere", "made-up Deployment shop/web-2 nowhere",
		}},
		"absolute": {func(r *diagnose.Result) { moveTo(r, "/srv/a.yaml") }, []string{
			"host-mismatch Secret shop/regcred file:///srv/a.yaml:7", "secret-missing Secret shop/gone file:///srv/a.yaml:20",
			"made-up Deployment shop/web-2 file:///srv/a.yaml:40", "secret-missing Secret shop/gone file:///srv/a.yaml:60",
		}},
		"standard input": {func(r *diagnose.Result) { moveTo(r, "standard input") }, []string{
			"host-mismatch Secret shop/regcred nowhere", "secret-missing Secret shop/gone nowhere",
			"made-up Deployment shop/web-2 nowhere", "secret-missing Secret shop/gone nowhere",
		}},
	} {
		res := hostile()
		tc.change(res)
		if got := locations(t, res); strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
		}
	}
}

// moveTo says that everything was read from another file, or from none.
func moveTo(r *diagnose.Result, file string) {
	metas := []*diagnose.Meta{&r.Snapshot.Secrets[0].Meta}
	for i := range r.Snapshot.Pods {
		metas = append(metas, &r.Snapshot.Pods[i].Meta)
	}
	for _, m := range metas {
		m.File = file
		if file == "" {
			m.Line = 0
		}
	}
}

// What was piped in has no file: kube's word for it is known.
func TestStandardInputIsNoFile(t *testing.T) {
	text, err := os.Open(filepath.Join(casesDir, "host-mismatch", "manifests.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	s, _, err := manifest.ReadFiles([]string{"-"}, text, "")
	if err != nil {
		t.Fatal(err)
	}
	res := run(s)
	if got := locations(t, res); len(got) == 0 || !strings.HasSuffix(got[0], " nowhere") {
		t.Errorf("%q", got)
	}
	if got := write(t, "github", res); !strings.HasPrefix(got, "::error title=") {
		t.Errorf("%q", got)
	}
}

// The lines that kube reads out of real manifests come through.
func TestSARIFLineOfAManifest(t *testing.T) {
	file := filepath.Join(casesDir, "host-mismatch", "manifests.yaml")
	res := run(read(t, file))
	got := locations(t, res)
	if len(got) == 0 || !strings.HasPrefix(got[0], "host-mismatch Secret ") || strings.HasSuffix(got[0], ":0") || !strings.Contains(got[0], "host-mismatch/manifests.yaml:") {
		t.Errorf("%q", got)
	}
}

package report_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/report"
)

const chart = `apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME, namespace: shop}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      imagePullSecrets: [{name: SECRET}]
      containers: [{name: web, image: "IMAGE"}]
`

// charts writes a manifest a chart: name, pull secret and image in one line.
func charts(t *testing.T, lines ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, l := range lines {
		f := strings.Fields(l)
		text := strings.NewReplacer("NAME", f[0], "SECRET", f[1], "IMAGE", f[2]).Replace(chart)
		if err := os.WriteFile(filepath.Join(dir, f[0]+".yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Pull secrets that are created elsewhere are one sentence for all charts, in
// every format for people; other causes keep their blocks.
func TestUsual(t *testing.T) {
	const image, bad = "ghcr.io/acme/web:1", "ghcr.io/Acme/web:1"
	only := run(read(t, charts(t, "a regcred "+image, "b regcred "+image, "c other "+image)))
	mixed := run(read(t, charts(t, "a regcred "+image, "b regcred "+bad)))
	const sentence = "2 pull secrets of 3 workloads are not among the manifests, so what they contain was not judged: shop/other, shop/regcred."
	for _, format := range []string{"text", "markdown", "github"} {
		got := strings.Join(strings.Fields(write(t, format, only)), " ")
		plain := strings.ReplaceAll(got, `\`, "")
		if strings.Count(plain, "not among the manifests") > 2 || !strings.Contains(plain, sentence) || strings.Contains(plain, "[secret-missing]") {
			t.Errorf("%s: %s", format, got)
		}
	}
	if got := write(t, "text", only); !strings.HasPrefix(got, "✓ No failing image pull in the manifests: 3 pods read.") || !report.Fine(only) {
		t.Error(got)
	}
	got := write(t, "text", mixed)
	if report.Fine(mixed) || !strings.Contains(got, "1 image pull needs attention in the manifests: 1 cause, 2 pods read.") || !strings.Contains(got, "× 1. The image name") {
		t.Error(got)
	}
	// A cluster was asked: each is an answer of its own.
	asked := read(t, charts(t, "a regcred "+image))
	asked.Source.Context = "dev"
	if got := write(t, "text", run(asked)); !strings.Contains(got, "! 1. ") {
		t.Error(got)
	}
}

// Blocks stand below their file, and the short form has a line for each.
func TestByFile(t *testing.T) {
	const bad = "ghcr.io/Acme/web:1"
	res := run(read(t, charts(t, "b regcred "+bad, "a regcred "+bad)))
	got := write(t, "text", res)
	if a, b := strings.Index(got, "/a.yaml\n\n× 1."), strings.Index(got, "/b.yaml\n\n× 2."); a < 0 || b < a {
		t.Error(got)
	}
	var brief bytes.Buffer
	if err := report.Text(&brief, res, report.Style{Brief: true}); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(brief.String(), "[invalid-image-name] (Deployment shop/"); n != 2 || strings.Contains(brief.String(), "Why") {
		t.Errorf("%d lines\n%s", n, brief.String())
	}
}

// GitHub shows ten annotations of a level: the worst come first, and the last
// one counts the rest.
func TestGitHubLimit(t *testing.T) {
	var lines []string
	for i := range 25 {
		lines = append(lines, fmt.Sprintf("c%02d regcred ghcr.io/Acme/web:%d", i, i))
	}
	got := write(t, "github", run(read(t, charts(t, lines...))))
	if n := strings.Count(got, "::error "); n != 10 || !strings.Contains(got, "::error title=16 more errors::") || !strings.HasPrefix(got, "::error ") {
		t.Errorf("%d errors\n%s", n, got)
	}
}

// No two results of a SARIF log have one fingerprint, and it survives moved lines.
func TestSARIFFingerprints(t *testing.T) {
	dir := charts(t, "a regcred ghcr.io/Acme/web:1")
	file := filepath.Join(dir, "a.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	two := strings.Replace(string(text), `:1"}]`, `:1"}, {name: second, image: "ghcr.io/Acme/second:1"}]`, 1)
	prints := func(text string) string {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		var out []string
		for line := range strings.Lines(write(t, "sarif", run(read(t, file)))) {
			if strings.Contains(line, "primaryLocationLineHash") {
				for _, o := range out {
					if o == line {
						t.Errorf("twice: %s", line)
					}
				}
				out = append(out, line)
			}
		}
		return strings.Join(out, "")
	}
	before := prints(two)
	if n := strings.Count(before, "\n"); n != 3 {
		t.Errorf("%d fingerprints", n)
	}
	if after := prints("# moved\n\n" + two); after != before {
		t.Errorf("%s\n%s", before, after)
	}
}

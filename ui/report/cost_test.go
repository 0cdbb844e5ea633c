package report_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// longestLine is the longest line of a text report, in bytes, whatever names the input has: a name is
// cut at 2 KiB where it enters, a message at 16 KiB, and a list of names after a few.
const longestLine = 24 << 10

// inputs are documents that someone else can make as large as they like.
var inputs = map[string]func(n int) string{
	"data keys": func(n int) string {
		return failing("web", "r") + "apiVersion: v1\nkind: Secret\nmetadata: {name: r, namespace: shop}\ntype: kubernetes.io/dockerconfigjson\ndata:\n" + repeat(n, "  k%d: YQ==\n")
	},
	"references": func(n int) string { return failing("web", repeat(n, "r%d,")) },
	"references of an account": func(n int) string {
		return failing("web", "") + "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: default, namespace: shop}\nimagePullSecrets:\n" + repeat(n, "- {name: r%d}\n")
	},
	"entries": func(n int) string {
		config := `{"auths":{` + strings.TrimSuffix(repeat(n, `"h%d.example":{"auth":"YTpi"},`), ",") + "}}"
		return failing("web", "r") + "apiVersion: v1\nkind: Secret\nmetadata: {name: r, namespace: shop}\ntype: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: " +
			base64.StdEncoding.EncodeToString([]byte(config)) + "}\n"
	},
	"containers": func(n int) string {
		return "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  containers:\n" + repeat(n, "  - {name: c%d, image: 'ghcr.io/acme/web:1'}\n")
	},
	"pods": func(n int) string { return repeat(n, failing("web%d", "r")) },
	"secrets": func(n int) string {
		return failing("web", "r") + repeat(n, "apiVersion: v1\nkind: Secret\nmetadata: {name: r%d, namespace: shop}\ntype: kubernetes.io/dockerconfigjson\n"+
			"data: {.dockerconfigjson: eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJZVHBpIn19fQ==}\n---\n")
	},
	"foreign documents": func(n int) string { return failing("web", "r") + repeat(n, "a%d: b\n---\n") },
	"empty documents":   func(n int) string { return failing("web", "r") + strings.Repeat("---\n", n) },
	"a long name":       func(n int) string { return failing(strings.Repeat("w", 20*n), "r") },
	"a long message": func(n int) string {
		return strings.Replace(failing("web", "r"), "failed to pull", strings.Repeat("failed to pull ", n), 1)
	},
	"events": func(n int) string {
		return failing("web", "r") + repeat(n, "apiVersion: v1\nkind: Event\nmetadata: {name: e%d, namespace: shop}\ninvolvedObject: {kind: Pod, namespace: shop, name: web}\nreason: Failed\ntype: Warning\nmessage: 'Failed to pull image: 401'\n---\n")
	},
	"annotations": func(n int) string {
		return failing("web", "r") + "apiVersion: v1\nkind: Secret\nmetadata:\n  name: r\n  namespace: shop\n  annotations:\n" + repeat(n, "    a%d: b\n") + "type: Opaque\n"
	},
}

func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// failing is a pod that cannot pull and references these secrets.
func failing(name, secrets string) string {
	refs := ""
	for s := range strings.SplitSeq(strings.Trim(secrets, ","), ",") {
		if s != "" {
			refs += "{name: " + s + "},"
		}
	}
	return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + name + ", namespace: shop}\nspec:\n  containers: [{name: c, image: 'ghcr.io/acme/web:1'}]\n  imagePullSecrets: [" + refs + "]\n" +
		"status: {phase: Pending, containerStatuses: [{name: c, image: 'ghcr.io/acme/web:1', state: {waiting: {reason: ErrImagePull, message: 'failed to pull: 401 Unauthorized'}}}]}\n---\n"
}

// Twice the input costs twice the memory, not four times: no list of foreign names is joined, searched
// or repeated for each of its items. Allocations are counted, for a clock would tell about the machine.
func TestCostIsLinear(t *testing.T) {
	const n = 250
	for name, input := range inputs {
		t.Run(name, func(t *testing.T) {
			one, _ := cost(t, input(n))
			two, text := cost(t, input(2*n))
			if ratio := float64(two) / float64(one); ratio > 2.5 {
				t.Errorf("twice the input allocates %.1f times as much (%d and %d KiB)", ratio, one>>10, two>>10)
			}
			for line := range strings.Lines(text) {
				if len(line) > longestLine {
					t.Fatalf("a line of %d bytes: %.200s", len(line), line)
				}
			}
		})
	}
}

// cost reads, judges and reports an input; it returns the bytes that were allocated and the text.
func cost(t *testing.T, input string) (uint64, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.yaml")
	if err := os.WriteFile(path, []byte(input), 0o600); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s, problems, err := manifest.ReadFiles([]string{path}, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	res := run(s)
	var text, other bytes.Buffer
	if err := report.Text(&text, res, report.Style{}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"json", "yaml", "sarif", "markdown", "junit", "github"} {
		if err := report.FormatNamed(f).Write(&other, res, report.Style{}); err != nil {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	if len(problems) > 200 {
		t.Errorf("%d problems are listed", len(problems))
	}
	return after.TotalAlloc - before.TotalAlloc, text.String()
}

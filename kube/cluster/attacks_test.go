package cluster_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/ui/report"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// under puts a text wherever a user who may create objects can.
func under(attack string) []apitest.Object {
	p := waitingPod("shop", "web", "there")
	p.Labels, p.Annotations = map[string]string{"l" + attack: attack}, map[string]string{"a" + attack: attack, "kubectl.kubernetes.io/restartedAt": attack}
	p.Spec.Containers[0].Image = attack
	s := &p.Status.ContainerStatuses[0].State.Waiting.Message
	*s = attack + "\n" + *s + ": " + attack
	odd := waitingPod("shop", "odd", "there")
	odd.Status.ContainerStatuses[0].State.Waiting.Reason = attack
	odd.Status.ContainerStatuses[0].State.Waiting.Message = "illegal base64 data at input byte 0: " + attack
	named := waitingPod("shop", "named-"+attack, attack)
	named.Spec.ServiceAccountName, named.Spec.NodeName = attack, attack
	named.Spec.Containers[0].Name, named.Status.ContainerStatuses[0].Name = attack, attack
	yes := true
	named.OwnerReferences = []metav1.OwnerReference{{APIVersion: attack, Kind: attack, Name: attack, Controller: &yes}}
	secret := login("shop", "there", "gchr.io")
	secret.Data[attack] = []byte(attack)
	secret.Annotations = map[string]string{"a": attack}
	more := login("shop", "more", strings.ReplaceAll(string(mustJSON(attack)), `"`, ``))
	acc := account("shop", "default")
	acc.Annotations = map[string]string{attack: attack}
	acc.ImagePullSecrets = []corev1.LocalObjectReference{{Name: attack}, {Name: "more"}}
	return []apitest.Object{p, odd, named, secret, more, acc,
		&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop", Labels: map[string]string{attack: attack}, Annotations: map[string]string{attack: attack}}},
		&corev1.Event{
			ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "web.1"},
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web", FieldPath: attack},
			Reason:         "Failed" + attack, Message: attack, Source: corev1.EventSource{Component: attack},
		}}
}

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// TestAttacksFromTheCluster tries every text in every place and format.
func TestAttacksFromTheCluster(t *testing.T) {
	for _, a := range apitest.Attacks {
		t.Run(a.Name, func(t *testing.T) {
			s, err := read.Collect(t.Context(), apitest.New(under(a.Text)...).Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.Pods) < 2 {
				t.Fatalf("%d pods", len(s.Pods))
			}
			harmlessInEveryFormat(t, engine.Run(s, diagnose.Options{}))
		})
	}
}

// TestAttacksFromFiles tries them in names of files, and in manifests.
func TestAttacksFromFiles(t *testing.T) {
	for _, a := range apitest.Attacks {
		t.Run(a.Name, func(t *testing.T) {
			dir := t.TempDir()
			name := strings.NewReplacer("/", "_", "\x00", "").Replace(a.Text) + ".yaml"
			p := waitingPod("shop", "web", a.Text)
			p.APIVersion, p.Kind = "v1", "Pod"
			p.Annotations = map[string]string{"a": a.Text}
			text, err := json.Marshal(p) // which is YAML, and can hold every character
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
				t.Skip(err)
			}
			s, problems, err := manifest.ReadFilesIn([]string{dir}, nil, kube.Scope{})
			for _, p := range problems {
				harmless(t, "a problem", p.String())
			}
			if err != nil {
				harmless(t, "the error", err.Error())
				return
			}
			harmlessInEveryFormat(t, engine.Run(s, diagnose.Options{}))
		})
	}
}

func harmlessInEveryFormat(t *testing.T, r *diagnose.Result) {
	t.Helper()
	for _, format := range report.Formats {
		for _, width := range []int{40, 80, 100} {
			var b bytes.Buffer
			if err := format.Write(&b, r, report.Style{Width: width}); err != nil {
				t.Fatal(err)
			}
			harmless(t, format.Name, b.String())
			if check := wellFormed[format.Name]; check != nil {
				check(t, b.Bytes())
			}
		}
	}
}

// command is a workflow command where a runner looks for one: at the
// beginning of a line, after spaces (actions/runner,
// ActionCommand.TryParseV2), or the old form anywhere.
var command = regexp.MustCompile(`(?m)^\s*::[a-zA-Z-]+[^:\n]*(:[^:\n]+)*::|##\[`)

// ours are the commands that a report may write.
var ours = regexp.MustCompile(`^::(error|warning|notice|group|endgroup)( |::)`)

// harmless says that a text does nothing to a terminal or to a CI log.
func harmless(t *testing.T, what, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("%s is not UTF-8", what)
	}
	for _, r := range text {
		if r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029') {
			t.Errorf("%s holds %U", what, r)
			break
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if m := command.FindString(line); m != "" && !(what == "github" && ours.MatchString(line)) {
			t.Errorf("%s holds the command %q in %q", what, m, line)
		}
	}
}

// wellFormed checks what another program would read.
var wellFormed = map[string]func(*testing.T, []byte){
	"json": func(t *testing.T, b []byte) {
		var r wire.Report
		if err := json.Unmarshal(b, &r); err != nil || len(r.Failures) == 0 {
			t.Errorf("json: %d failures, %v", len(r.Failures), err)
		}
	},
	"yaml": func(t *testing.T, b []byte) {
		var r wire.Report
		if err := yaml.Unmarshal(b, &r); err != nil || len(r.Failures) == 0 {
			t.Errorf("yaml: %d failures, %v", len(r.Failures), err)
		}
	},
	"sarif": func(t *testing.T, b []byte) {
		var r map[string]any
		if err := json.Unmarshal(b, &r); err != nil || r["runs"] == nil {
			t.Errorf("sarif: %v", err)
		}
	},
	"junit": func(t *testing.T, b []byte) {
		d := xml.NewDecoder(bytes.NewReader(b))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("junit: %v", err)
			}
			if _, ok := token.(xml.Directive); ok {
				t.Error("junit holds a DOCTYPE")
			}
		}
	},
	"markdown": func(t *testing.T, b []byte) {
		for _, bad := range []string{"<script", "<img", "<http", "](http://evil", "\n# Everything", "<!--", "&a;"} {
			if outside := withoutCode(string(b)); strings.Contains(outside, bad) {
				t.Errorf("markdown holds %q outside of code", bad)
			}
		}
	},
}

var codeSpan = regexp.MustCompile("(?s)(`+).*?[^`]?(`+)")

// withoutCode leaves out code blocks and spans, where nothing is interpreted,
// what is escaped, and the empty comment with which the report itself breaks up
// mentions.
func withoutCode(s string) string {
	return strings.NewReplacer("<!-- -->", "", `\[`, "", `\]`, "").Replace(codeSpan.ReplaceAllString(s, ""))
}

package manifest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

func readText(t *testing.T, text, namespace string) (*diagnose.Snapshot, []FileProblem, error) {
	t.Helper()
	return ReadFiles([]string{"-"}, strings.NewReader(text), namespace)
}

func mustRead(t *testing.T, text string) *diagnose.Snapshot {
	t.Helper()
	s, problems, err := readText(t, text, "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return s
}

func TestReadFolder(t *testing.T) {
	s, problems, err := ReadFiles([]string{"testdata/files/mixed"}, nil, "shop")
	if err != nil || len(problems) != 1 || !problems[0].Hint || !strings.Contains(problems[0].Text, "1 file is not a Kubernetes manifest and was skipped: ") {
		t.Fatal(err, problems)
	}
	if !slices.ContainsFunc(s.Secrets, func(x diagnose.Secret) bool {
		return x.Line == 11 && strings.Contains(x.Refusal, "cannot be handled as a Secret: json: cannot unmarshal object into Go struct field Secret.data of type []uint8")
	}) {
		t.Errorf("no refused Secret on line 11: %+v", s.Secrets)
	}
	type pod struct {
		Object      diagnose.Object
		Template    bool
		Account     string
		PullSecrets []string
		Line        int
	}
	var pods []pod
	for _, p := range s.Pods {
		pods = append(pods, pod{p.Object(), p.Template, p.ServiceAccount, p.PullSecrets, p.Line})
	}
	wantPods := []pod{
		{diagnose.Object{Kind: "Deployment", Namespace: "shop", Name: "web"}, true, "default", nil, 2},
		{diagnose.Object{Kind: "CronJob", Namespace: "shop", Name: "nightly"}, true, "robot", []string{"regcred"}, 25},
	}
	if d := cmp.Diff(wantPods, pods); d != "" {
		t.Error("pods (other namespaces are left out):", d)
	}
	file := filepath.Join("testdata", "files", "mixed", "web.yaml")
	wantMisplaced := []diagnose.Misplaced{{
		Object: diagnose.Object{Kind: "Deployment", Namespace: "shop", Name: "web"},
		Path:   "spec.template.spec.containers[0].imagePullSecrets", Names: []string{"regcred"}, File: file, Line: 14, Column: 9, InDoc: 2,
	}}
	if d := cmp.Diff(wantMisplaced, s.Misplaced); d != "" {
		t.Error(d)
	}
	if len(s.Secrets) != 2 || len(s.ServiceAccounts) != 1 || len(s.Workloads) != 2 || s.PodsRead != 2 {
		t.Fatalf("%d secrets, %d accounts, %d workloads", len(s.Secrets), len(s.ServiceAccounts), len(s.Workloads))
	}
	bad, plain := s.Secrets[0], s.Secrets[1]
	if string(bad.Data["good"]) != "hi" || !strings.Contains(bad.BadData[".dockerconfigjson"], "illegal base64 data at input byte 3") || bad.Line != 4 || bad.Namespace != "shop" {
		t.Errorf("%+v", bad.BadData)
	}
	if string(plain.Data["a"]) != "two" || plain.BadData["b"] != "it is a mapping, not base64 text" || plain.Type != "Opaque" {
		t.Errorf("%q %v", plain.Data, plain.BadData)
	}
	if s.Source.Kind != diagnose.SourceFiles || s.Source.Namespaces[0] != "shop" {
		t.Errorf("source %+v", s.Source)
	}
}

func TestListOfStringsIsMisplaced(t *testing.T) {
	s, _, err := ReadFiles([]string{"testdata/files/mixed/web.yaml"}, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Pods) != 3 || s.Pods[1].PullSecrets != nil {
		t.Fatalf("pods %+v", s.Pods)
	}
	if m := s.Misplaced[1]; m.Path != "spec.imagePullSecrets" || m.Line != 21 || m.Object.Namespace != "other" {
		t.Errorf("%+v", m)
	}
}

// What is in the file and in kubectl's copy of it is reported once; what only
// the copy has was dropped by the API server.
func TestAppliedCopyIsReportedOnce(t *testing.T) {
	const pod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"%s},"spec":{"containers":[{"name":"c","image":"nginx","imagePullSecrets":[{"name":"a"}]}]%s}}`
	copied := fmt.Sprintf(pod, "", `,"pullSecrets":["b"]`)
	s := mustRead(t, fmt.Sprintf(pod, `,"annotations":{"`+convert.LastApplied+`":`+strconv.Quote(copied)+`}`, ""))
	var got []string
	for _, m := range s.Misplaced {
		got = append(got, fmt.Sprint(m.Path, " ", m.Line))
	}
	if d := cmp.Diff([]string{"spec.containers[0].imagePullSecrets 1", "spec.pullSecrets 0"}, got); d != "" {
		t.Error(d)
	}
}

// A namespace of which the files hold nothing is probably misspelt.
func TestNothingInTheNamespace(t *testing.T) {
	there := strings.Replace(podText, "name: web", "namespace: shop, name: web", 1)
	for _, tc := range []struct {
		text, namespace string
		hint            bool
	}{{there, "shop", false}, {there, "shpo", true}, {podText, "shpo", false}, {there, "", false}} {
		s, problems, err := readText(t, tc.text, tc.namespace)
		if hint := len(problems) == 1 && problems[0].Hint && strings.Contains(problems[0].String(), `standard input: it contains nothing in namespace "shpo"`); err != nil || s == nil || hint != tc.hint {
			t.Errorf("%+v: %v %v", tc, problems, err)
		}
	}
}

func TestPodTemplate(t *testing.T) {
	s := mustRead(t, "apiVersion: v1\nkind: PodTemplate\nmetadata: {name: base, namespace: shop}\ntemplate:\n  spec:\n    imagePullSecrets: [{name: gone}]\n    containers: [{name: c, image: ghcr.io/acme/Web:1}]\n")
	if len(s.Pods) != 1 || !s.Pods[0].Template || s.Pods[0].Kind != "PodTemplate" || s.Pods[0].PullSecrets[0] != "gone" {
		t.Fatalf("%+v", s.Pods)
	}
	f := engine.Run(s, diagnose.Options{}).Report.Failures[0]
	if f.Pod != "base" || f.Reason != "" || f.Findings[0].Check != "invalid-image-name" || f.Findings[1].Check != "secret-missing" {
		t.Errorf("%+v", f)
	}
}

func TestReadDump(t *testing.T) {
	raw, err := os.ReadFile("../convert/testdata/pods/image-volume.json")
	if err != nil {
		t.Fatal(err)
	}
	dump := `{"apiVersion": "v1", "kind": "List", "items": [` + string(raw) + `,
{"apiVersion": "v1", "kind": "Event", "involvedObject": {"kind": "Pod", "name": "app", "namespace": "case-u-image-volume"}, "reason": "BackOff", "message": "old", "lastTimestamp": "2026-11-22T06:00:00Z"},
{"apiVersion": "events.k8s.io/v1", "kind": "Event", "regarding": {"kind": "Pod", "name": "app"}, "reason": "Failed", "note": "new", "deprecatedLastTimestamp": "2026-11-22T07:00:00Z"},
{"apiVersion": "v1", "kind": "Event", "involvedObject": {"kind": "Node", "name": "n"}, "reason": "x"}]}`
	s := mustRead(t, dump)
	if len(s.Pods) != 1 || s.Pods[0].Template || !convert.Failing(&s.Pods[0]) {
		t.Errorf("pods %+v", s.Pods)
	}
	if len(s.Events) != 2 || s.Events[0].Message != "new" || s.Events[0].Last.IsZero() {
		t.Errorf("events %+v", s.Events)
	}
}

func TestLaterDocumentsReplaceEarlierOnes(t *testing.T) {
	raw, err := os.ReadFile("../convert/testdata/pods/image-volume.json")
	if err != nil {
		t.Fatal(err)
	}
	secret := "\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {k: %s}\n"
	workload := "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
	s := mustRead(t, string(raw)+fmt.Sprintf(secret, "old")+fmt.Sprintf(secret, "new")+
		"---\n"+strings.Replace(podText, "web}", "app, namespace: case-u-image-volume}", 1)+
		workload+workload+"status: {replicas: 1}\n")
	if len(s.Secrets) != 1 || string(s.Secrets[0].Data["k"]) != "new" {
		t.Errorf("secrets %v", s.Secrets)
	}
	if len(s.Pods) != 1 || s.Pods[0].Template || len(s.Workloads) != 1 {
		t.Errorf("pods %v, workloads %v", fakecluster.PodNames(s), s.Workloads)
	}
}

const podText = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: nginx}]}\n"

func TestOddTexts(t *testing.T) {
	object := func(n string) string { return strings.Replace(podText, "web}", n+"}", 1) }
	tests := []struct {
		name, text string
		pods       int
	}{
		{"one document", podText, 1},
		{"several", object("a") + "---\n" + object("b") + "--- # c\n" + object("c") + "...\n", 3},
		{"empty documents", "---\n---\n# nothing\n---\n" + podText + "---\n", 1},
		{"directive", "%YAML 1.1\n---\n" + podText, 1},
		{"byte order mark", "\ufeff" + podText, 1},
		{"CRLF", strings.ReplaceAll(object("a")+"---\n"+object("b"), "\n", "\r\n"), 2},
		{"CR alone", strings.ReplaceAll(object("a")+"---\n"+object("b"), "\n", "\r"), 2},
		{"JSON objects in a row", `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}} {"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}`, 2},
		{"flow YAML", `{apiVersion: v1, kind: Pod, metadata: {name: a}}`, 1},
		{"typed list without kinds", "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n", 1},
		{"empty list", "apiVersion: v1\nkind: List\n", 0},
		{"unknown kind", "apiVersion: example.com/v1\nkind: Thing\n", 0},
		{"field names in another case", strings.Replace(podText, "containers", "Containers", 1), 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if s := mustRead(t, tt.text); len(s.Pods) != tt.pods {
				t.Errorf("%d pods, want %d", len(s.Pods), tt.pods)
			}
		})
	}
}

func TestBrokenTexts(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 10), ","))
	}
	tests := []struct {
		name, text string
		line       int
		want       string
	}{
		{"not YAML", "a: b\n  c: d\n", 2, "not YAML"},
		{"after a good document", podText + "---\n\tx: [\n", 6, "not YAML"},
		{"plain text", "hello world\n", 1, "not a Kubernetes object"},
		{"no kind", "a: b\n", 1, "kind or apiVersion is missing"},
		{"UTF-16", "\xff\xfea\x00", 1, "UTF-16"},
		{"binary", "a: b\n\x00", 2, "not text"},
		{"half a letter", "a: b\nc: \xc3", 2, "not UTF-8"},
		{"alias bomb", bomb, 1, "uses its aliases too often"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems, _ := readText(t, tt.text, "")
			if len(problems) != 1 || problems[0].Line != tt.line || !strings.Contains(problems[0].Text, tt.want) {
				t.Errorf("problems %v", problems)
			}
			good := podText + "---\n" + tt.text
			s, problems, err := readText(t, good, "")
			if whole := strings.Contains(tt.text, "\x00") || !utf8.ValidString(tt.text); !whole && (err != nil || len(s.Pods) == 0 || len(problems) == 0) {
				t.Errorf("the good document is hidden: %v %v", err, problems)
			}
		})
	}
}

func TestUnreadablePaths(t *testing.T) {
	empty := t.TempDir()
	tests := []struct {
		name  string
		paths []string
		stdin string
		want  string
	}{
		{"missing", []string{"testdata/files/mixed", "no/such.yaml"}, "", "no/such.yaml cannot be read: it does not exist"},
		{"empty folder", []string{empty}, "", "no .yaml, .yml or .json file"},
		{"device without an end", []string{"/dev/zero"}, "", "/dev/zero cannot be read: it is a device or a socket"},
		{"none", nil, "", "No file given"},
		{"all broken", []string{"-"}, "a: b: c\n", "standard input:1: not YAML"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := ReadFiles(tt.paths, strings.NewReader(tt.stdin), "")
			var u *kube.UsageError
			if !errors.As(err, &u) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func FuzzReadFiles(f *testing.F) {
	f.Add(podText)
	f.Add("{\"a\": [1]}")
	f.Add("apiVersion: v1\nkind: List\nitems: [{kind: Secret, data: 3}]")
	f.Fuzz(func(t *testing.T, text string) {
		s, problems, err := ReadFiles([]string{"-"}, strings.NewReader(text), "")
		if (s == nil) == (err == nil) {
			t.Errorf("snapshot %v, error %v, problems %v", s, err, problems)
		}
	})
}

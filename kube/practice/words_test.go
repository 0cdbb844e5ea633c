package practice_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice"
)

// masks are what differs between the practice images and registries and those of the real node, or from
// one run to the next.
var masks = []struct {
	find *regexp.Regexp
	put  string
}{
	{regexp.MustCompile(`/sha256/[0-9a-f]{2}/[0-9a-f]{64}`), "/sha256/DIGEST"},
	{regexp.MustCompile(`sha256:[0-9a-f]{64}`), "sha256:DIGEST"},
	{regexp.MustCompile(`expected \d+ bytes but got \d+`), "expected N bytes but got M"},
	{regexp.MustCompile(`dial tcp [0-9.]+:`), "dial tcp ADDRESS:"},
	{regexp.MustCompile(`lookup (\S+)( on [0-9.:]+)?:`), "lookup $1:"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`), "TIME"},
}

// failures are what the events say of failed pulls.
func failures(events []corev1.Event) []string {
	var said []string
	for _, e := range events {
		if e.Reason != "Failed" || !strings.HasPrefix(e.Message, "Failed to pull image") {
			continue
		}
		text := e.Message
		for _, m := range masks {
			text = m.find.ReplaceAllString(text, m.put)
		}
		said = append(said, text)
	}
	slices.Sort(said)
	return slices.Compact(said)
}

// TestWordsOfTheRecordings plays every case and compares what the practice node says of failed pulls with
// the words of a real one, byte by byte.
func TestWordsOfTheRecordings(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.NodeFile == nil || c.NotPlayed.Practice != "" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			var recorded struct{ Items []corev1.Event }
			if err := yaml.Unmarshal(c.NodeFile, &recorded); err != nil {
				t.Fatal(err)
			}
			cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100, Only: []string{c.Name}})
			if err != nil {
				t.Fatal(err)
			}
			cluster.Start(t.Context())
			if err := cluster.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			events, err := cluster.Client().CoreV1().Events(c.Expect.Namespace).List(t.Context(), metav1.ListOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(failures(recorded.Items), failures(events.Items)); diff != "" {
				t.Errorf("(-real +practice):\n%s", diff)
			}
		})
	}
}

package practice_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// A dump of everything, read from a file, leads to the very report of the cluster that it was made
// of: findings with their words, credentials, causes and fixes.
func TestADumpAgreesWithItsCluster(t *testing.T) {
	client := frozenPractice(t)
	live, dumped := collected(t, client), fromDump(t, dumpOf(t, client, everything))
	if len(live.Failures) < 20 {
		t.Fatalf("only %d failures to compare", len(live.Failures))
	}
	for _, r := range []*diagnose.Report{live, dumped} { // they hang on the order of events, whose times a dump rounds
		for i := range r.Failures {
			r.Failures[i].Symptom.Alternatives = nil
			for j := range r.Failures[i].Findings { // only files have places
				r.Failures[i].Findings[j].Location = nil
			}
		}
	}
	if d := cmp.Diff(lines(t, wire.Of(live).Failures), lines(t, wire.Of(dumped).Failures), sameFacts); d != "" {
		t.Error("failures (- live, + dump):", d)
	}
	if d := cmp.Diff(lines(t, wire.Of(live).Causes), lines(t, wire.Of(dumped).Causes)); d != "" {
		t.Error("causes (- live, + dump):", d)
	}
}

// sameFacts forgives words that say how far the search went: a cluster is all there is, a dump may
// not be, and a dump has the healthy pods too, which are not kept of a cluster.
var sameFacts = cmp.Transformer("facts", func(line string) string {
	line = runsThere.ReplaceAllString(line, "the node lists it")
	return strings.ReplaceAll(line, " among these manifests (it may exist in the cluster)", ", nor in any other")
})

var runsThere = regexp.MustCompile(`pod [a-z0-9-]+/[a-z0-9-]+ runs it there`)

// The dump of the manual lacks workloads and nodes. Every other finding is the same.
func TestADumpOfFiveKindsAgrees(t *testing.T) {
	client := frozenPractice(t)
	live, dumped := collected(t, client), fromDump(t, dumpOf(t, client, fiveKinds))
	if d := cmp.Diff(cases.Findings(live, cases.BesideDump...), cases.Findings(dumped, cases.BesideDump...)); d != "" {
		t.Error("findings (- live, + dump):", d)
	}
}

func lines(t *testing.T, v any) []string {
	t.Helper()
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(raw), "\n")
}

// frozenPractice is the whole practice cluster, settled, with nothing moving any more.
func frozenPractice(t *testing.T) kubernetes.Interface {
	t.Helper()
	cluster, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	cluster.Start(ctx)
	if err := cluster.Settle(ctx); err != nil {
		t.Fatal(err)
	}
	stop()
	cluster.Wait()
	return cluster.Client()
}

func collected(t *testing.T, client kubernetes.Interface) *diagnose.Report {
	t.Helper()
	snap, err := read.Collect(t.Context(), client, kube.Scope{}, source, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &engine.Run(snap, diagnose.Options{}).Report
}

func fromDump(t *testing.T, dump []byte) *diagnose.Report {
	t.Helper()
	snap, problems, err := manifest.ReadFiles([]string{"-"}, bytes.NewReader(dump), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return &engine.Run(snap, diagnose.Options{}).Report
}

// lists are the requests behind `kubectl get pods,secrets,... -A`.
type lists func(kubernetes.Interface) []func() (runtime.Object, error)

func list[L runtime.Object](f func(context.Context, metav1.ListOptions) (L, error)) func() (runtime.Object, error) {
	return func() (runtime.Object, error) { return f(context.Background(), metav1.ListOptions{}) }
}

func fiveKinds(c kubernetes.Interface) []func() (runtime.Object, error) {
	core := c.CoreV1()
	return []func() (runtime.Object, error){
		list(core.Pods("").List), list(core.Secrets("").List), list(core.ServiceAccounts("").List),
		list(core.Events("").List), list(core.Namespaces().List),
	}
}

func everything(c kubernetes.Interface) []func() (runtime.Object, error) {
	apps, batch := c.AppsV1(), c.BatchV1()
	return append(fiveKinds(c),
		list(apps.Deployments("").List), list(apps.ReplicaSets("").List), list(apps.StatefulSets("").List),
		list(apps.DaemonSets("").List), list(batch.Jobs("").List), list(batch.CronJobs("").List),
		list(c.CoreV1().ReplicationControllers("").List), list(c.CoreV1().Nodes().List))
}

// dumpOf writes what `kubectl get ... -o yaml` would print: one List, each item with its kind.
func dumpOf(t *testing.T, client kubernetes.Interface, which lists) []byte {
	t.Helper()
	all := corev1.List{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "List"}}
	for _, get := range which(client) {
		l, err := get()
		if err != nil {
			t.Fatal(err)
		}
		items, err := meta.ExtractList(l)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range items {
			kinds, _, err := scheme.Scheme.ObjectKinds(item)
			if err != nil {
				t.Fatal(err)
			}
			item.GetObjectKind().SetGroupVersionKind(kinds[0])
			all.Items = append(all.Items, runtime.RawExtension{Object: item})
		}
	}
	out, err := yaml.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

package engine_test

import (
	"os"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// notAhead are the cases that a sweep judges differently while the pod runs, and why.
var notAhead = map[string]struct{ want, why string }{
	"access-denied":                {"nothing", "only the registry can say that; with --ask-registry it does"},
	"access-denied-token":          {"nothing", "only the registry can say that; with --ask-registry it does"},
	"attached-after-start":         {"nothing", "a new pod gets the secret: this is what the pod has to be recreated for"},
	"breaks-public-image":          {"nothing", "only the registry can say that; with --ask-registry it does"},
	"cached-image":                 {"pull-never", "on a new node the image is missing for every pod with the policy Never"},
	"credential-expiring":          {"credential-expiring", "only the registry knows that the tag does not exist; the credentials end soon all the same"},
	"credential-rejected":          {"nothing", "only the registry can say that; with --ask-registry it does"},
	"egress-refused":               {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"egress-refused-plain":         {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"image-not-found":              {"nothing", "only the registry can say that; with --ask-registry it does"},
	"image-volume":                 {"nothing", "without credentials for it, the image may as well be public"},
	"layers-blocked":               {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"layers-blocked-web-page":      {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"layers-cut-short":             {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"layers-timed-out":             {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"layers-unreachable":           {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"managed-object":               {"nothing", "only the registry can say that; with --ask-registry it does"},
	"mirror-refuses":               {"nothing", "without credentials for it, the image may as well be public"},
	"mirror-refuses-basic":         {"nothing", "without credentials for it, the image may as well be public"},
	"mirror-web-page":              {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"never-and-cached":             {"pull-never", "on a new node the image is missing for every pod with the policy Never"},
	"no-credentials":               {"nothing", "without credentials for it, the image may as well be public"},
	"node-clock":                   {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"node-credentials":             {"nothing", "nodes of this cloud pull from the registry with their own identity"},
	"node-disk":                    {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"not-a-registry":               {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"one-cause-many-pods":          {"nothing", "only the registry can say that; with --ask-registry it does"},
	"platform-mismatch":            {"nothing", "only the registry can say that; with --ask-registry it does"},
	"pull-cancelled":               {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"pull-slow":                    {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"pull-slow-silent":             {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"pull-throttled":               {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"rate-limited":                 {"nothing", "only the registry can say that; with --ask-registry it does"},
	"refused-by-policy":            {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"registry-certificate-expired": {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"registry-error":               {"host-mismatch", "the registry's error hides that the key would not match"},
	"registry-silent":              {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"registry-speaks-http":         {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"registry-unreachable":         {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"registry-untrusted":           {"secret-missing", "the registry's certificate hides that the pull secret is missing"},
	"sandbox-image":                {"nothing", "it is the node or the network that fails, not what the cluster contains"},
	"second-opinion":               {"nothing", "only the registry can say that; with --ask-registry it does"},
	"secret-unreadable":            {"nothing", "what cannot be read is not at risk, it is unreadable"},
	"unsupported-manifest":         {"nothing", "only the registry can say that; with --ask-registry it does"},
	"waiting-for-retry":            {"nothing", "only the registry can say that; with --ask-registry it does"},
}

// Each case is replayed with its containers running: what a node said is gone, and what was wrong is as
// wrong as before. A sweep has to find the same cause as a warning.
func TestSweepOfCases(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		t.Run(c.Name, func(t *testing.T) {
			read := snapshotOf
			if c.NodeFile == nil {
				read = practised
			}
			s := read(t, c)
			runAll(s)
			res := engine.Run(s, diagnose.Options{Version: "test", Sweep: &diagnose.SweepOptions{}})
			got := "nothing"
			for i := range res.Report.Failures {
				f := &res.Report.Failures[i]
				if f.Namespace == c.Expect.Namespace && (f.Pod == c.Expect.Pod || strings.HasPrefix(f.Pod, c.Expect.Pod+"-")) && f.Container == c.Expect.Container {
					got = string(f.Findings[0].Check)
					if f.Findings[0].Severity != diagnose.SeverityWarning || !f.Running || f.Reason != "" {
						t.Errorf("%s, running %t, reason %q", f.Findings[0].Severity, f.Running, f.Reason)
					}
				}
			}
			want := c.Expect.Findings[0]
			if other, listed := notAhead[c.Name]; listed {
				want = other.want
			}
			if got != want {
				t.Errorf("%s, want %s", got, want)
			}
			if c.Name == "secret-unreadable" && len(res.Report.Unreadable) == 0 {
				t.Error("nothing is unreadable")
			}
		})
	}
}

// runAll lets all containers run, as if their images had been on the nodes.
func runAll(s *diagnose.Snapshot) {
	s.Events, s.Undecided = nil, 0
	for i := range s.Pods {
		p := &s.Pods[i]
		p.Phase = "Running"
		for j := range p.Containers {
			c := &p.Containers[j]
			c.Waiting, c.Running, c.Reason, c.Message = false, true, "", ""
		}
	}
}

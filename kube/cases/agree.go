package cases

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// DumpKinds are the kinds of the dump that the documentation recommends.
const DumpKinds = "pods,secrets,serviceaccounts,events,namespaces"

// BesideDump are the checks that need what a dump of DumpKinds does not contain: kubectl's copy of
// an applied Deployment, the images that a node lists, and the cloud that it runs in.
var BesideDump = []diagnose.CheckName{"misplaced-pull-secrets", "credentials-for-cached-image", "node-credentials"}

// Findings lists every finding of a report as one line under its container, without those of the
// skipped checks. Two reports agree when the lines do.
func Findings(r *diagnose.Report, leftOut ...diagnose.CheckName) []string {
	var out []string
	for _, f := range r.Failures {
		for _, x := range f.Findings {
			if slices.Contains(leftOut, x.Check) {
				continue
			}
			about := ""
			if x.Object != nil {
				about = x.Object.String()
			}
			out = append(out, fmt.Sprintf("%s/%s/%s: %s %s %s %s", f.Namespace, f.Pod, f.Container, x.Check, x.Severity, x.Certainty, about))
		}
	}
	return out
}

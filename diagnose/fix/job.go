package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// rebuildJob explains how to recreate a Job whose template references the wrong
// secrets. The template is immutable, and a recreated Job starts over, so only
// the user may decide to do it.
func (g Group) rebuildJob(name string) []diagnose.Fix {
	w := g.lead().Owner
	if w == nil || w.Kind != "Job" {
		return nil
	}
	file := shell.Quote(w.Name + ".yaml")
	ns := "kubectl -n " + shell.Quote(w.Namespace)
	return []diagnose.Fix{{
		ID:    "rebuild-job",
		Title: fmt.Sprintf("Recreate %s with Secret %s in its pod template", w.Object(), name),
		Commands: []string{
			ns + " get job " + shell.Quote(w.Name) + " -o yaml > " + file,
			"# in " + file + ": set spec.template.spec.imagePullSecrets to [{name: " + name + "}]; delete status, spec.selector",
			"# and the labels controller-uid and job-name (with and without batch.kubernetes.io/) under spec.template.metadata",
			ns + " replace --force -f " + file,
		},
		After:   "The new Job starts over.",
		Blocked: "The pod template of a Job cannot be changed. Recreating the Job runs it from the start; if that is acceptable, run these commands yourself.",
	}}
}

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
	return []diagnose.Fix{{
		ID:    "rebuild-job",
		Title: fmt.Sprintf("Recreate %s with Secret %s in its pod template", w.Object(), name),
		Commands: shell.Lines(
			shell.Words{"ns": shell.Namespace(w.Namespace), "name": shell.Name(w.Name), "secret": shell.Text(name)},
			"kubectl -n {ns} get job {name} -o yaml > {name}.yaml",
			"# in {name}.yaml: set spec.template.spec.imagePullSecrets to [{name: {secret}}]; delete status, spec.selector",
			"# and the labels controller-uid and job-name (with and without batch.kubernetes.io/) under spec.template.metadata",
			"kubectl -n {ns} replace --force -f {name}.yaml",
		),
		After:   "The new Job starts over.",
		Blocked: "The pod template of a Job cannot be changed. Recreating the Job runs it from the start; if that is acceptable, run these commands yourself.",
	}}
}

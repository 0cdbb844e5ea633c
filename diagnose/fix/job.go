package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// rebuildJob says how to make a Job anew whose template names the wrong
// secrets. The template cannot be changed (its validation refuses it), and a
// Job that is made anew starts from the beginning, so nobody does it unasked.
func (g Group) rebuildJob(name string) []diagnose.Fix {
	w := g.lead().Owner
	if w == nil || w.Kind != "Job" {
		return nil
	}
	file := shell.Quote(w.Name + ".yaml")
	ns := "kubectl -n " + shell.Quote(w.Namespace)
	return []diagnose.Fix{{
		ID:    "rebuild-job",
		Title: fmt.Sprintf("Make %s anew with Secret %s in its pod template", w.Object(), name),
		Commands: []string{
			ns + " get job " + shell.Quote(w.Name) + " -o yaml > " + file,
			"# in " + file + ": set spec.template.spec.imagePullSecrets to [{name: " + name + "}]; delete status, spec.selector",
			"# and the labels controller-uid and job-name (with and without batch.kubernetes.io/) under spec.template.metadata",
			ns + " replace --force -f " + file,
		},
		After:   "The new Job begins from the start.",
		Blocked: "The pod template of a Job cannot be changed. Making the Job anew runs it from the start, which is yours to decide; the commands do it.",
	}}
}

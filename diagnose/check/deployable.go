package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

var _ = register(Check{
	Name:  diagnose.CheckNotDeployable,
	Short: "not deployable",
	Title: "The API server would refuse this document",
	Doc: `The API server decodes a manifest strictly and validates it before anything is created. It refuses a field
that the kind does not have (a misspelt or misplaced name, or lines that lost their indentation when they were
pasted), a value of the wrong type, and values that are not allowed, such as imagePullPolicy: ifNotPresent.
Nothing of the document is then deployed, so its images are never pulled.
Check it: kubectl apply --dry-run=server --filename=FILE shows the same message.
Fix it: correct the field at the line that is reported. kubectl explain KIND.spec lists the fields of a kind;
two spaces more of indentation make a field part of the line above it.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if !k.Pod.Template {
			return nil
		}
		var out []diagnose.Finding
		for _, r := range k.Index.Snap.Refused {
			if r.Object == k.Pod.Object() && r.Location.File == k.Pod.File && r.Document == k.Pod.Line && (r.Container == "" || r.Container == k.Container.Name) {
				out = append(out, Refusal(&r))
			}
		}
		return out
	},
})

// Refusal is the finding of a fault for which the API server refuses a document.
func Refusal(r *diagnose.Refused) diagnose.Finding {
	o := r.Object
	what := o.String()
	if o.Name == "" {
		what = "this " + o.Kind + ", which has no name"
	}
	detail := fmt.Sprintf("The API server would refuse %s: %s.", what, r.Words)
	if r.Hint != "" {
		detail += " " + r.Hint
	}
	f := diagnose.NewFinding(diagnose.CheckNotDeployable, diagnose.LinkPod, diagnose.Certain, &o, detail)
	f.Title = Named(f.Check).Title
	at := r.Location
	f.Location = &at
	f.Key = r.Path
	return f
}

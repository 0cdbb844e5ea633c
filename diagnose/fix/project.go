package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// isRancherCopy reports whether Rancher copied the secret to its namespace for a
// project. The project's ID alone proves nothing: every secret of a namespace
// that was moved has it.
func isRancherCopy(s *diagnose.Secret) bool {
	return s.Annotations[manager.RancherCopy] == "true" || s.Annotations[manager.RancherOldCopy] == "true"
}

// project is the Rancher project of a namespace; empty if it has none. The
// annotation counts; the label is derived from it and may lag.
func project(x *pull.Index, namespace string) string {
	for i := range x.Snap.Namespaces {
		n := &x.Snap.Namespaces[i]
		if n.Name != namespace {
			continue
		}
		if a := n.Annotations[manager.RancherProject]; a != "" {
			return manager.ProjectID(a)
		}
		return n.Labels[manager.RancherProject]
	}
	return ""
}

// siblings are the other namespaces of the same Rancher project, as far as they
// were read; sorted.
func siblings(x *pull.Index, namespace string) []string {
	own := project(x, namespace)
	if own == "" {
		return nil
	}
	var out []string
	for i := range x.Snap.Namespaces {
		n := &x.Snap.Namespaces[i]
		if n.Name != namespace && !n.Deleting && project(x, n.Name) == own {
			out = append(out, n.Name)
		}
	}
	slices.Sort(out)
	return out
}

// projectWords explains why Rancher copied a project's secret to its namespace
// and not to another one.
func projectWords(x *pull.Index, donor *diagnose.Secret, to string) []string {
	if !isRancherCopy(donor) {
		return nil
	}
	from, here := project(x, donor.Namespace), project(x, to)
	switch {
	case here == "":
		return []string{fmt.Sprintf("Rancher copies %s to the namespaces of a project. Namespace %s is in no project; it would get the secret if moved into that one.", donor.Object(), to)}
	case from != "" && from != here:
		return []string{fmt.Sprintf("Rancher copies %s to the namespaces of project %s. Namespace %s is in project %s; create the secret there too, or move the namespace.", donor.Object(), from, to, here)}
	}
	words := fmt.Sprintf("Rancher should have copied %s to namespace %s of the same project, too. The source may exclude it (annotation %s).", donor.Object(), to, manager.RancherExclude)
	for i := range x.Snap.Namespaces {
		n := &x.Snap.Namespaces[i]
		if label := n.Labels[manager.RancherProject]; n.Name == to && label != here {
			words = fmt.Sprintf("Namespace %s has the annotation of project %s but not the label (it is %q); Rancher uses the label to copy a secret.", to, here, label)
		}
	}
	return []string{words}
}

// inNamespace is the same step in another namespace; an existing secret with that
// name is not changed.
func inNamespace(s diagnose.Step, namespace string) diagnose.Step {
	s.Object.Namespace = namespace
	if w, ok := s.Write.(step.CreateSecret); ok {
		w.SkipTaken = true
		s.Write = w
	}
	return s
}

// inProject creates the secret of a fix in the other namespaces of the Rancher
// project as well. Existing secrets are not changed.
func (g Group) inProject(f diagnose.Fix) (diagnose.Fix, bool) {
	x, first := g.lead().Index, f.Steps[0]
	siblings := siblings(x, first.Object.Namespace)
	siblings = slices.DeleteFunc(siblings, func(ns string) bool {
		return x.Secrets[diagnose.Object{Kind: "Secret", Namespace: ns, Name: first.Object.Name}] != nil
	})
	if len(siblings) == 0 || first.Action() != diagnose.CreateSecret {
		return diagnose.Fix{}, false
	}
	f.ID += "-in-project"
	f.Title = fmt.Sprintf("%s, and in %s of project %s", f.Title, text.Count(len(siblings), "more namespace"), project(x, first.Object.Namespace))
	f.Warnings = append(slices.Clone(f.Warnings), fmt.Sprintf("The secret is also created in %s. Existing secrets with this name are not changed.", text.JoinSome(siblings)),
		"If the project itself gets a secret with this name in Rancher 2.12 or later, Rancher overwrites these.")
	f.Steps = slices.Clone(f.Steps)
	if f.Form != nil {
		form := *f.Form
		f.Form = &form
	}
	for _, ns := range siblings {
		s := inNamespace(first, ns)
		if f.Form != nil {
			f.Form.Also = append(f.Form.Also, len(f.Steps))
		}
		f.Steps = append(f.Steps, s)
	}
	return f, true
}

package diagnose

import (
	"fmt"
	"slices"
)

// isRancherCopy says whether Rancher put the secret into its namespace for a
// project. The project's id alone proves nothing: it stands on every secret of
// a namespace that was moved.
func isRancherCopy(s *Secret) bool {
	return s.Annotations[rancherCopy] == "true" || s.Annotations[rancherOldCopy] == "true"
}

// project is the Rancher project of a namespace; empty if it has none. The
// annotation counts; the label is written after it and may lag.
func (x *index) project(namespace string) string {
	for i := range x.snap.Namespaces {
		n := &x.snap.Namespaces[i]
		if n.Name != namespace {
			continue
		}
		if a := n.Annotations[rancherProject]; a != "" {
			return projectID(a)
		}
		return n.Labels[rancherProject]
	}
	return ""
}

// siblings are the other namespaces of the same Rancher project, as far as
// they were read; sorted.
func (x *index) siblings(namespace string) []string {
	project := x.project(namespace)
	if project == "" {
		return nil
	}
	var out []string
	for i := range x.snap.Namespaces {
		n := &x.snap.Namespaces[i]
		if n.Name != namespace && !n.Deleting && x.project(n.Name) == project {
			out = append(out, n.Name)
		}
	}
	slices.Sort(out)
	return out
}

// projectWords says why Rancher put a project's secret into its namespace and
// not into another one.
func (x *index) projectWords(donor *Secret, to string) []string {
	if !isRancherCopy(donor) {
		return nil
	}
	from, here := x.project(donor.Namespace), x.project(to)
	switch {
	case here == "":
		return []string{fmt.Sprintf("Rancher keeps %s in the namespaces of a project. Namespace %s is in none; moved into the project it would get the secret by itself.", donor.Object(), to)}
	case from != "" && from != here:
		return []string{fmt.Sprintf("Rancher keeps %s in the namespaces of project %s. Namespace %s is in project %s; make the secret there too, or move the namespace.", donor.Object(), from, to, here)}
	}
	words := fmt.Sprintf("Rancher should have put %s into namespace %s of the same project as well. The source may exclude it (annotation %s).", donor.Object(), to, rancherExclude)
	for i := range x.snap.Namespaces {
		n := &x.snap.Namespaces[i]
		if label := n.Labels[rancherProject]; n.Name == to && label != here {
			words = fmt.Sprintf("Namespace %s has the annotation of project %s and not the label (%q); Rancher looks for the label when it spreads a secret.", to, here, label)
		}
	}
	return []string{words}
}

// inProject makes the secret of a fix in the other namespaces of the Rancher
// project as well. It only creates: a name that is taken there is left alone.
func (g group) inProject(f Fix) (Fix, bool) {
	x, first := g.lead().index, f.Steps[0]
	siblings := x.siblings(first.Object.Namespace)
	siblings = slices.DeleteFunc(siblings, func(ns string) bool { return x.secrets[Object{"Secret", ns, first.Object.Name}] != nil })
	if len(siblings) == 0 || first.Action != CreateSecret {
		return Fix{}, false
	}
	f.ID += "-in-project"
	f.Title = fmt.Sprintf("%s, and in %s of project %s", f.Title, count(len(siblings), "more namespace"), x.project(first.Object.Namespace))
	f.Warnings = append(slices.Clone(f.Warnings), fmt.Sprintf("The secret is also made in %s. Where the name is taken nothing is changed.", joinSome(siblings)),
		"If the project itself is given a secret of this name in Rancher (2.12 on), Rancher writes over these.")
	f.Steps = slices.Clone(f.Steps)
	if f.Login != nil {
		form := *f.Login
		f.Login = &form
	}
	for _, ns := range siblings {
		s := first
		s.Object.Namespace, s.SkipTaken = ns, true
		if f.Login != nil {
			f.Login.Also = append(f.Login.Also, len(f.Steps))
		}
		f.Steps = append(f.Steps, s)
	}
	return f, true
}

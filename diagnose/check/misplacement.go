package check

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Misplacement is the finding of a list of pull secrets that Kubernetes does not
// read. Its title says whether the place, the form or the name is wrong.
func Misplacement(m *diagnose.Misplaced) diagnose.Finding {
	o := m.Object
	where := m.Path
	if m.File != "" {
		where = fmt.Sprintf("%s (%s:%d)", m.Path, m.File, m.Line)
	}
	right := cmp.Or(m.Belongs, pullSecretsPath(o.Kind))
	name := m.Path[strings.LastIndexByte(m.Path, '.')+1:]
	title := Named(diagnose.CheckMisplacedPullSecrets).Title
	said := "%s has imagePullSecrets at %s, where Kubernetes does not read it. It belongs to the pod's spec, beside containers."
	switch {
	case m.Path == right:
		title = "imagePullSecrets does not have the form that Kubernetes reads"
		said = "%s has imagePullSecrets at %s, in a form that Kubernetes does not read: it is a list, and each item is \"- name: NAME\"."
	case m.Item:
		title = "An item of imagePullSecrets does not name a secret"
		said = "%s has an item at %s that does not name a secret: each item is \"- name: NAME\"."
	case name != "imagePullSecrets" && strings.TrimSuffix(m.Path, name)+"imagePullSecrets" == right:
		title = "The field imagePullSecrets is misspelled"
		said = "%s has the pull secrets at %s, which is not a field that Kubernetes reads. The field is imagePullSecrets."
	case o.Kind == "ServiceAccount":
		said = "%s has pull secrets at %s, where Kubernetes does not read them. A service account has imagePullSecrets at the top of the document, beside metadata."
	}
	f := diagnose.NewFinding(diagnose.CheckMisplacedPullSecrets, diagnose.LinkPod, diagnose.Certain, &o, fmt.Sprintf(said, o, where))
	f.Title = title
	if m.File != "" {
		f.Location = &diagnose.Location{File: m.File, Line: m.Line, Column: m.Column, Chart: m.Chart}
	}
	return f
}

package manager

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Revert says when the manager of an object reverts an edit.
type Revert int

const (
	RevertNever  Revert = iota // the manager created it and does not change it again
	RevertLater                // at the next upgrade or apply, by a person or a pipeline
	RevertSoon                 // by a controller, without anyone's action
	RevertAtOnce               // refused, or reverted within seconds: an edit is pointless
)

// mark is a sign of a manager in an object's metadata; one field is set.
type mark struct {
	label, annotation string // key
	value             string // with a key: the beginning of its value, "" for any
	owner             string // kind of an ownerReference
	group             string // with owner: API group of the reference, "" for any
	manager           string // beginning of the name of a field manager
	name              string // name of the object
	kind              string // only objects of this kind, "" for any
}

// rule is one manager of pull secrets and workloads: how to recognize it, when it
// reverts an edit, and what to do at the source instead.
type rule struct {
	mark   mark
	also   *mark                                        // a second mark that must be present
	except func(*diagnose.Meta) bool                    // exceptions, where the mark means nothing
	Who    string                                       // "Rancher (a project's secret)"
	Revert Revert                                       // when it reverts an edit
	When   string                                       // completes "will revert this change ..."
	Source string                                       // where to change it, in words
	do     []string                                     // the same as commands, with placeholders such as {name}
	vars   func(*diagnose.Meta, map[string]string) bool // further placeholders; false: no commands are possible
}

// Managed is the manager of one object.
type Managed struct {
	rule
	Commands []string // rule.do without placeholders
}

// rules are all known managers, the most certain first.
var rules = func() []rule {
	var all []rule
	for _, list := range [][]rule{rancherRules, copierRules, controllerRules, openshiftRules, deployRules, managerRules} {
		all = append(all, list...)
	}
	return all
}()

// Of is the manager of an object; false if none is known.
func Of(m *diagnose.Meta) (Managed, bool) {
	for _, r := range rules {
		if !r.applies(m) {
			continue
		}
		return Managed{r, r.commands(m)}, true
	}
	if o, ok := m.Controller(); ok {
		r := rule{Who: o.Kind + " " + o.Name, Revert: RevertSoon, When: "when its owner next reconciles it",
			Source: "Change " + o.Kind + " " + o.Name + ", which created it."}
		return Managed{rule: r}, true
	}
	return foreignManager(m)
}

// Rule is the name of an object's manager, and whether it reverts edits without
// anyone's action. Helm, for example, does so only at the next upgrade.
func Rule(m *diagnose.Meta) (who string, reverts bool) {
	k, _ := Of(m)
	return k.Who, k.Revert >= RevertSoon
}

func (r *rule) applies(m *diagnose.Meta) bool {
	return r.mark.on(m) && (r.also == nil || r.also.on(m)) && (r.except == nil || !r.except(m))
}

func (k mark) on(m *diagnose.Meta) bool {
	if k.kind != "" && k.kind != m.Kind {
		return false
	}
	switch {
	case k.label != "":
		v, ok := m.Labels[k.label]
		return ok && strings.HasPrefix(v, k.value)
	case k.annotation != "":
		v, ok := m.Annotations[k.annotation]
		return ok && strings.HasPrefix(v, k.value)
	case k.owner != "":
		_, ok := ownerOfKind(m, k)
		return ok
	case k.manager != "":
		_, ok := managerNamed(m, k.manager)
		return ok
	}
	return k.name != "" && k.name == m.Name
}

func ownerOfKind(m *diagnose.Meta, k mark) (diagnose.Owner, bool) {
	for _, o := range m.Owners {
		group, _, _ := strings.Cut(o.APIVersion, "/")
		if o.Kind == k.owner && (k.group == "" || k.group == group) {
			return o, true
		}
	}
	return diagnose.Owner{}, false
}

// commands fills in the placeholders of a rule: {name} and {namespace} of the
// object, {value} of the mark, {vnamespace} and {vname} if that is a
// namespace/name, {owner} for the name of an owner. Where one is no valid name, the
// only line is the reason.
func (r *rule) commands(m *diagnose.Meta) []string {
	vars := map[string]string{"name": m.Name, "namespace": m.Namespace}
	switch {
	case r.mark.label != "":
		vars["value"] = m.Labels[r.mark.label]
	case r.mark.annotation != "":
		vars["value"] = m.Annotations[r.mark.annotation]
	case r.mark.owner != "":
		o, _ := ownerOfKind(m, r.mark)
		vars["owner"] = o.Name
	}
	vars["vnamespace"], vars["vname"], _ = strings.Cut(vars["value"], "/")
	if r.vars != nil && !r.vars(m, vars) {
		return nil
	}
	words := shell.Words{}
	for k, v := range vars {
		words[k] = formOf(k)(v)
	}
	return shell.Lines(words, r.do...)
}

// formOf is the form of the words of one placeholder. They come from labels and
// annotations, which anyone can write.
func formOf(placeholder string) func(string) shell.Word {
	switch placeholder {
	case "namespace", "vnamespace", "fluxnamespace", "release", "project":
		return shell.Namespace
	case "app":
		return shell.QualifiedName
	}
	return shell.Name
}

package manager

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Revert says what becomes of an edit of an object that somebody looks after.
type Revert int

const (
	RevertNever  Revert = iota // the keeper made it and leaves it alone
	RevertLater                // at the next upgrade or apply: a person or a pipeline has to act
	RevertSoon                 // a controller does it by itself
	RevertAtOnce               // refused, or undone within seconds: an edit is pointless
)

// mark is one sign of a keeper on an object's metadata; one field is set.
type mark struct {
	label, annotation string // key
	value             string // with a key: the beginning of its value, "" for any
	owner             string // kind of an ownerReference
	group             string // with owner: API group of the reference, "" for any
	manager           string // beginning of the name of a field manager
	name              string // name of the object
	kind              string // only objects of this kind, "" for any
}

// rule is one keeper of pull secrets and workloads: how it is recognised, what
// becomes of an edit, and what to do at the source instead.
type rule struct {
	mark   mark
	also   *mark                                        // must be there as well
	except func(*diagnose.Meta) bool                    // the mark is there and says nothing
	Who    string                                       // "Rancher (a project's secret)"
	Undoes Revert                                       // what becomes of an edit
	When   string                                       // completes "would be undone ..."
	Source string                                       // where to change it, in words
	do     []string                                     // the same as commands; {name} and the like are filled in
	vars   func(*diagnose.Meta, map[string]string) bool // more to fill in; false: no commands can be given
}

// Managed is a keeper of one object.
type Managed struct {
	rule
	Commands []string // rule.do with everything filled in
}

// rules is every known keeper, surest first.
var rules = func() []rule {
	var all []rule
	for _, list := range [][]rule{rancherRules, copierRules, controllerRules, openshiftRules, deployRules, managerRules} {
		all = append(all, list...)
	}
	return all
}()

// Of tells who looks after an object; false when nobody is known to.
func Of(m *diagnose.Meta) (Managed, bool) {
	for _, r := range rules {
		if !r.applies(m) {
			continue
		}
		return Managed{r, r.commands(m)}, true
	}
	if o, ok := m.Controller(); ok {
		r := rule{Who: o.Kind + " " + o.Name, Undoes: RevertSoon, When: "when its owner next looks at it",
			Source: "Change " + o.Kind + " " + o.Name + ", which made it."}
		return Managed{rule: r}, true
	}
	return foreignManager(m)
}

// Rule names who looks after an object, and whether an edit would be undone
// by it without anybody doing anything. Helm, for one, changes things only at
// the next upgrade.
func Rule(m *diagnose.Meta) (who string, undone bool) {
	k, _ := Of(m)
	return k.Who, k.Undoes >= RevertSoon
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

// commands fills the placeholders of a rule: {name} and {namespace} of the
// object, {value} of the mark, {vnamespace} and {vname} when that is a
// namespace/name, {owner} for the name of an owner. Every one is quoted.
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
	var pairs []string
	for k, v := range vars {
		pairs = append(pairs, "{"+k+"}", shell.Quote(v))
	}
	fill := strings.NewReplacer(pairs...)
	var out []string
	for _, c := range r.do {
		out = append(out, fill.Replace(c))
	}
	return out
}

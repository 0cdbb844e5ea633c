package diagnose

// Rights is what the user may do in one namespace, as the API server lists it
// (SelfSubjectRulesReview). An incomplete list proves nothing by its gaps and
// is left out by whoever reads it.
type Rights struct {
	Namespace string
	Rules     []Rule
}

// Right is one thing that a write needs: a verb on a resource of an API group.
type Right struct {
	Verb, Group, Resource string
	Name                  string // the object; empty for a create, which has no name yet
}

// Rule allows verbs on resources; "*" stands for any. Names narrows it to
// single objects; empty means all.
type Rule struct {
	Verbs, Groups, Resources, Names []string
}

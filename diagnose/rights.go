package diagnose

// Rights is what the user may do in one namespace, as the API server lists it
// (SelfSubjectRulesReview). The gaps of an incomplete list prove nothing, so its
// reader omits it.
type Rights struct {
	Namespace string
	Rules     []Rule
}

// Right is one permission that a write needs: a verb on a resource of an API group.
type Right struct {
	Verb, Group, Resource string
	Name                  string // the object; empty for a create, where RBAC does not know the name
}

// Rule allows verbs on resources; "*" means any. Names restricts it to
// individual objects; empty means all.
type Rule struct {
	Verbs, Groups, Resources, Names []string
}

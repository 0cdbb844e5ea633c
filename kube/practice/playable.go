package practice

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// playable leaves out what this cluster cannot bring about, and, unless they were asked for by name,
// the cases that take rights away: a right that is missing in one namespace would be felt in all.
func playable(list []cases.Case, named bool) []cases.Case {
	return slices.DeleteFunc(list, func(c cases.Case) bool {
		return c.NotPlayed.Practice != "" || len(c.Deny) > 0 && !named
	})
}

// oddNodes are the nodes that cases bring along.
func oddNodes(list []cases.Case) []cases.Node {
	var odd []cases.Node
	for _, c := range list {
		if c.Node != nil {
			odd = append(odd, *c.Node)
		}
	}
	return odd
}

// deny takes the rights away that a case says.
func (c *Cluster) deny(about cases.Case) {
	for _, d := range about.Deny {
		c.Deny(d.Verb, d.Resource, about.Expect.Namespace)
		c.Deny(d.Verb, d.Resource, "") // else a look at all namespaces would show it
	}
}

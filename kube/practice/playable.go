package practice

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// playable omits cases that this cluster cannot reproduce, and, unless they were named, the cases
// that remove rights: a missing right in one namespace would affect all.
func playable(list []cases.Case, named bool) []cases.Case {
	return slices.DeleteFunc(list, func(c cases.Case) bool {
		return c.NotPlayed.Practice != "" || len(c.Deny) > 0 && !named
	})
}

// oddNodes returns the nodes that cases define.
func oddNodes(list []cases.Case) []cases.Node {
	var odd []cases.Node
	for _, c := range list {
		if c.Node != nil {
			odd = append(odd, *c.Node)
		}
	}
	return odd
}

// deny removes the rights that a case lists.
func (c *Cluster) deny(about cases.Case) {
	for _, d := range about.Deny {
		c.Deny(d.Verb, d.Resource, about.Expect.Namespace)
		c.Deny(d.Verb, d.Resource, "") // else a list of all namespaces would show it
	}
}

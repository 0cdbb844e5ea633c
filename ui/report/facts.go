package report

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// mostNodes is how many nodes the text report lists; the rest is counted.
const mostNodes = 8

// facts prints the facts about a failure in addition to its cause: the pull policy, which secret is for which
// container, the order of the attempts, and the nodes that have the image.
func (t *text) facts(f *diagnose.Failure) {
	if p := f.PullPolicy; p != nil {
		words := p.Policy
		if p.Why != "" {
			words += " (" + p.Why + ")"
		}
		t.labelled("Policy", words)
	}
	label := "Secrets"
	for _, s := range f.PullSecrets {
		if len(f.PullSecrets) < 2 {
			break
		}
		words := s.Name + ": " + string(s.State)
		if len(s.Serves) > 0 {
			words = s.Name + ": for container " + strings.Join(s.Serves, ", ")
		}
		t.labelled(label, words)
		label = ""
	}
	if len(f.Credentials) > 1 {
		var order []string
		for i, c := range f.Credentials {
			order = append(order, fmt.Sprintf("%d. %s %s", i+1, c.Secret, c.Key))
		}
		t.labelled("Tries", strings.Join(order, ", "))
	}
	t.nodes(f.Nodes)
}

// nodes prints which nodes have the image, if more is known than that it fails on one node.
func (t *text) nodes(nodes []diagnose.NodeImage) {
	if len(nodes) < 2 {
		return
	}
	rows := make([][]string, 0, mostNodes)
	for _, n := range nodes[:min(len(nodes), mostNodes)] {
		var state []string
		if n.Fails {
			state = append(state, "fails")
		}
		if n.Runs != "" {
			state = append(state, "runs it ("+n.Runs+")")
		}
		if n.Lists {
			state = append(state, "lists it")
		}
		if state == nil {
			state = []string{"does not list it"}
		}
		rows = append(rows, []string{n.Name, n.Address, n.Runtime, strings.Join(state, ", ")})
	}
	widths := make([]int, 3)
	for _, r := range rows {
		for i := range widths {
			widths[i] = max(widths[i], len(r[i]))
		}
	}
	lead := "   Nodes"
	for _, r := range rows {
		line := lead + strings.Repeat(" ", margin-len(lead))
		for i, w := range widths {
			if w > 0 {
				line += r[i] + strings.Repeat(" ", w-len(r[i])+2)
			}
		}
		t.line("%s%s", line, r[3])
		lead = ""
	}
	if n := len(nodes) - mostNodes; n > 0 {
		t.labelled("", fmt.Sprintf("and %d more", n))
	}
}

// commands prints commands unwrapped, so that they can be copied.
func (t *text) commands(list []string) {
	for _, c := range list {
		for l := range strings.SplitSeq(c, "\n") {
			t.line("            %s", l)
		}
	}
}

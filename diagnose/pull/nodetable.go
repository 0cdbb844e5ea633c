package pull

import (
	"cmp"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// mostNodes is the maximum number of nodes in the table of an image.
const mostNodes = 100

// NodeTable returns what is known about the image on the nodes that were read or have pods with it:
// first the nodes on which it fails, then those that have it, then the others. Pods with the same image
// share the table; it must not be changed.
func (k *Case) NodeTable() []diagnose.NodeImage {
	x := k.Index
	if k.ImageErr != nil || k.Pod.Template {
		return nil
	}
	if t, ok := x.tables[k.Container.Image]; ok {
		return t
	}
	at := map[string]*diagnose.NodeImage{}
	row := func(name string) *diagnose.NodeImage {
		if at[name] == nil {
			at[name] = &diagnose.NodeImage{Name: name}
		}
		return at[name]
	}
	for _, name := range k.FailsOn() {
		if name != "" {
			row(name).Fails = true
		}
	}
	for _, r := range x.RunningImages(k.Image.Name) {
		if n := r.Pod.Node; n != "" && k.runsImage(&r) && row(n).Runs == "" {
			row(n).Runs = r.Pod.Namespace + "/" + r.Pod.Name
		}
	}
	for _, name := range x.nodesWith(k.Image) {
		row(name).Lists = true
	}
	for i := range x.Snap.Nodes {
		n := &x.Snap.Nodes[i]
		if len(at) >= mostNodes && at[n.Name] == nil {
			continue
		}
		r := row(n.Name)
		r.Address, r.Runtime, r.Kubelet = n.Address, n.ContainerRuntime, n.KubeletVersion
	}
	table := make([]diagnose.NodeImage, 0, len(at))
	for _, r := range at {
		table = append(table, *r)
	}
	rank := func(r diagnose.NodeImage) int {
		switch {
		case r.Fails:
			return 0
		case r.Runs != "":
			return 1
		case r.Lists:
			return 2
		}
		return 3
	}
	slices.SortFunc(table, func(a, b diagnose.NodeImage) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.Name, b.Name))
	})
	if len(table) > mostNodes {
		table = slices.Clone(table[:mostNodes])
	}
	x.tables[k.Container.Image] = table
	return table
}

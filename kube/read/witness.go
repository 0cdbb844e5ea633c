package read

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/podscan"
)

const (
	nodesPerImage = 6   // nodes on which running pods of one image are kept
	mostWitnesses = 200 // running pods that are kept in all
)

// witnesses are running pods of images that other pods fail to pull: they show that the image works on
// another node. They are found among the pages that pass by anyway, pending pods being read first, and
// are few: up to nodesPerImage for each image, however it is written.
type witnesses struct {
	wanted map[string]map[string]bool // image: nodes that have a witness
	pods   map[string]diagnose.Pod    // by namespace/name
}

// want remembers the images that a failing pod waits for.
func (w *witnesses) want(p *diagnose.Pod) {
	for i := range p.Containers {
		c := &p.Containers[i]
		if !c.Waiting || c.Image == "" || w.wanted[c.Image] != nil {
			continue
		}
		if w.wanted == nil {
			w.wanted = map[string]map[string]bool{}
		}
		nodes := map[string]bool{}
		for _, name := range spellings(c.Image) {
			w.wanted[name] = nodes
		}
	}
}

// mayWant says of a pod at a glance whether it has to be decoded for one of its images.
func (w *witnesses) mayWant(g *podscan.Glance) bool {
	if len(w.wanted) == 0 || len(w.pods) >= mostWitnesses {
		return false
	}
	found := false
	g.Images(func(image []byte) {
		nodes, wanted := w.wanted[string(image)]
		found = found || wanted && len(nodes) < nodesPerImage
	})
	return found
}

// see takes a pod that is not failing over, if it runs a wanted image on a node that has no witness.
func (w *witnesses) see(p *diagnose.Pod) {
	key := podKey(p)
	w.forget(key)
	if len(w.wanted) == 0 || p.Node == "" || len(w.pods) >= mostWitnesses {
		return
	}
	for i := range p.Containers {
		c := &p.Containers[i]
		nodes, wanted := w.wanted[c.Image]
		if !c.Running || !wanted || nodes[p.Node] || len(nodes) >= nodesPerImage {
			continue
		}
		nodes[p.Node] = true
		if w.pods == nil {
			w.pods = map[string]diagnose.Pod{}
		}
		w.pods[key] = *p
	}
}

func (w *witnesses) forget(key string) {
	p, ok := w.pods[key]
	if !ok {
		return
	}
	delete(w.pods, key)
	for i := range p.Containers {
		delete(w.wanted[p.Containers[i].Image], p.Node)
	}
}

// of are the witnesses for the images that the pods of a snapshot fail to pull, beside those pods.
func (w *witnesses) of(pods []diagnose.Pod) []diagnose.Pod {
	fails, have := map[string]bool{}, map[string]bool{}
	for i := range pods {
		have[podKey(&pods[i])] = true
		if !convert.Failing(&pods[i]) {
			continue
		}
		for j := range pods[i].Containers {
			if c := &pods[i].Containers[j]; c.Waiting {
				for _, name := range spellings(c.Image) {
					fails[name] = true
				}
			}
		}
	}
	var out []diagnose.Pod
	for _, key := range slices.Sorted(maps.Keys(w.pods)) {
		p := w.pods[key]
		if !have[key] && slices.ContainsFunc(p.Containers, func(c diagnose.Container) bool { return c.Running && fails[c.Image] }) {
			p.Containers = slices.Clone(p.Containers) // credentials in messages are masked in place
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b diagnose.Pod) int { return cmp.Compare(a.Namespace, b.Namespace) })
	return out
}

// spellings are the ways in which an image may be written: with and without Docker
// Hub's host, library/ and the tag latest.
func spellings(image string) []string {
	img, err := keyring.ParseImage(image)
	if err != nil {
		return []string{image}
	}
	tails := []string{""}
	switch {
	case img.Digest != "":
		tails = []string{"@" + img.Digest}
	case img.Tag == "latest":
		tails = []string{":latest", ""}
	case img.Tag != "":
		tails = []string{":" + img.Tag}
	}
	names := []string{img.Name}
	if path, hub := strings.CutPrefix(img.Name, "docker.io/"); hub {
		names = append(names, path, "index.docker.io/"+path)
		if short, official := strings.CutPrefix(path, "library/"); official {
			names = append(names, short, "docker.io/"+short)
		}
	}
	out := []string{image}
	for _, name := range names {
		for _, tail := range tails {
			if name+tail != image {
				out = append(out, name+tail)
			}
		}
	}
	return out
}

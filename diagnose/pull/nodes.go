package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// RunsOnOtherNode returns a container that runs the image on another node, or nil. It prefers a pod
// without pull secrets, and among those one with the policy Always: they prove most.
func (k *Case) RunsOnOtherNode() *Running {
	var best *Running
	proves := func(r *Running) int {
		switch {
		case r == nil:
			return -1
		case len(r.Pod.PullSecrets) > 0:
			return 0
		case r.Container.PullPolicy != Always:
			return 1
		}
		return 2
	}
	list := k.Index.RunningImages(k.Image.Name)
	for i := range list {
		r := &list[i]
		if r.Pod.Node == "" || r.Pod.Node == k.Pod.Node || !k.runsImage(r) {
			continue
		}
		if proves(r) > proves(best) {
			best = r
		}
	}
	return best
}

// ListedOnOtherNodes returns the other nodes whose status lists the image.
func (k *Case) ListedOnOtherNodes() []string {
	var out []string
	for _, name := range k.Index.nodesWith(k.Image) {
		if name != k.Pod.Node {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out) // a node may list an image twice
}

// NodeHas reports whether a node's status lists the image.
func (k *Case) NodeHas(n *diagnose.Node) bool {
	return slices.Contains(k.Index.nodesWith(k.Image), n.Name)
}

// nodesWith returns the nodes whose status lists an image, as far as nodes were
// read. All lists are parsed once.
func (x *Index) nodesWith(img keyring.Image) []string {
	if x.onNodes == nil {
		x.onNodes = map[string][]string{}
		keys := map[string]string{}
		for i := range x.Snap.Nodes {
			n := &x.Snap.Nodes[i]
			for _, name := range n.Images {
				key, known := keys[name]
				if !known {
					if v, err := keyring.ParseImage(name); err == nil {
						key = exactly(v)
					}
					keys[name] = key
				}
				if key != "" {
					x.onNodes[key] = append(x.onNodes[key], n.Name)
				}
			}
		}
	}
	return x.onNodes[exactly(img)]
}

// FailsOn returns the nodes on which pods wait for the image, this pod's first.
func (k *Case) FailsOn() []string {
	x := k.Index
	if x.fails == nil {
		x.fails = map[string][]string{}
		for i := range x.Snap.Pods {
			p := &x.Snap.Pods[i]
			for j := range p.Containers {
				if c := &p.Containers[j]; !p.Template && p.Node != "" && track.Failing(p, c) && !slices.Contains(x.fails[c.Image], p.Node) {
					x.fails[c.Image] = append(x.fails[c.Image], p.Node)
				}
			}
		}
	}
	others := slices.DeleteFunc(slices.Clone(x.fails[k.Container.Image]), func(n string) bool { return n == k.Pod.Node })
	slices.Sort(others)
	return append([]string{k.Pod.Node}, others...)
}

// runsImage reports whether a container of the same repository runs the case's
// image: by the same tag or digest, or by digests that the container's status or a
// node's list shows.
func (k *Case) runsImage(r *Running) bool {
	if exactly(r.Image) == exactly(k.Image) {
		return true
	}
	if k.Image.Digest != "" {
		return r.Container.Digest == k.Image.Digest
	}
	if r.Image.Digest == "" {
		return false // another tag
	}
	digest := k.Index.digestOf(k.Image)
	return digest != "" && digest == r.Image.Digest
}

// digestOf returns the digest that nodes list a tag with; "" if none does, or they
// differ.
func (x *Index) digestOf(img keyring.Image) string {
	if x.digests == nil {
		x.digests = map[string]string{}
		for i := range x.Snap.Nodes {
			for name, digest := range x.Snap.Nodes[i].Digests {
				v, err := keyring.ParseImage(name)
				if err != nil {
					continue
				}
				key := exactly(v)
				if known, ok := x.digests[key]; ok && known != digest {
					digest = ""
				}
				x.digests[key] = digest
			}
		}
	}
	return x.digests[exactly(img)]
}

// exactly returns an image's name with its digest, or else its tag.
func exactly(img keyring.Image) string {
	if img.Digest != "" {
		return img.Name + "@" + img.Digest
	}
	return img.Name + ":" + img.Tag
}

package engine

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// sweep judges pods that do not fail as if a new node had to pull their images
// now. Pods that would get the same pull secrets for the same image are judged
// once.
type sweep struct {
	x       *pull.Index
	options *diagnose.SweepOptions
	groups  []diagnose.PodGroup

	cases   []*pull.Case // one for each container of a group
	members [][]diagnose.PodMember
	private map[string]*diagnose.Pod      // images that a pod pulls with credentials, and that pod
	serves  map[servesKey]map[string]bool // the images that an entry has credentials for

	swept  int
	images map[string]bool
	atRisk map[diagnose.Object]bool
	doubts map[doubtKey]int // pods
	others map[copyOf]int   // pods on nodes that the sweep is not narrowed to, once needed

	original map[string]string // images before their prefix was replaced
}

// servesKey is an entry of a secret, or (without a key) all of them.
type servesKey struct{ namespace, secret, key string }

type doubtKey struct{ namespace, image, why string }

// runSweep returns the pulls at risk with their findings.
func runSweep(v *views, o *diagnose.SweepOptions, r *review) (*sweep, []*pull.Case, [][]diagnose.Finding) {
	w := newSweep(v, o)
	var cases []*pull.Case
	var findings [][]diagnose.Finding
	for i, k := range w.cases {
		found, doubt := w.judgeAhead(k)
		members := w.members[i]
		if doubt != "" {
			w.doubts[doubtKey{k.Pod.Namespace, k.Container.Image, doubt}] += len(members)
		}
		if len(found) == 0 {
			continue
		}
		locate(k, found)
		if found = r.ofCase(k, found); len(found) == 0 {
			continue
		}
		for _, m := range members {
			member := k
			if !k.Pod.Template {
				member = k.ForMember(m)
			}
			w.atRisk[member.Pod.Object()] = true
			cases, findings = append(cases, member), append(findings, slices.Clone(found))
		}
	}
	w.sort(cases, findings)
	return w, cases, findings
}

// newSweep collects the pulls that new pods would make.
func newSweep(v *views, o *diagnose.SweepOptions) *sweep {
	w := &sweep{
		x: v.all, options: o, private: map[string]*diagnose.Pod{}, serves: map[servesKey]map[string]bool{},
		images: map[string]bool{}, atRisk: map[diagnose.Object]bool{}, doubts: map[doubtKey]int{}, original: map[string]string{},
	}
	if o.ExpiringWithin > 0 {
		w.x.ExpiringWithin = o.ExpiringWithin
	}
	w.groups = groupsOf(v.snap, len(o.AsIf) > 0)
	w.collect()
	return w
}

// groupsOf are the pods that do not fail, and the templates without pods that
// would make the same pulls. moved adds the templates that are judged anyway: with
// another prefix they are judged here only.
func groupsOf(s *diagnose.Snapshot, moved bool) []diagnose.PodGroup {
	var out []diagnose.PodGroup
	known := map[diagnose.Object]bool{}
	for i := range s.Pods {
		p := &s.Pods[i]
		known[p.Object()] = true
		if p.Template && !moved || p.Deleting || finished(p) {
			continue
		}
		out = append(out, diagnose.PodGroup{Pod: *p, Members: []diagnose.PodMember{{Name: p.Name, UID: p.UID, Node: p.Node}}})
	}
	if s.Sweep != nil {
		for _, g := range s.Sweep.Groups {
			members := slices.DeleteFunc(slices.Clone(g.Members), func(m diagnose.PodMember) bool {
				return known[diagnose.Object{Kind: "Pod", Namespace: g.Pod.Namespace, Name: m.Name}]
			})
			if len(members) > 0 && !finished(&g.Pod) {
				out = append(out, diagnose.PodGroup{Pod: g.Pod, Members: members})
			}
		}
		for _, t := range s.Sweep.Templates {
			out = append(out, diagnose.PodGroup{Pod: t, Members: []diagnose.PodMember{{Name: t.Name}}})
		}
	}
	slices.SortStableFunc(out, func(a, b diagnose.PodGroup) int {
		return cmp.Or(cmp.Compare(b2i(a.Pod.Template), b2i(b.Pod.Template)), strings.Compare(a.Pod.Namespace, b.Pod.Namespace), strings.Compare(a.Pod.Name, b.Pod.Name), strings.Compare(a.Pod.Kind, b.Pod.Kind))
	})
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// finished reports whether a pod has ended: only its owner's template makes
// another one.
func finished(p *diagnose.Pod) bool { return p.Phase == "Succeeded" || p.Phase == "Failed" }

// collect makes a case of each container that a new pod would pull an image for.
// A template adds those that none of its workload's pods has.
func (w *sweep) collect() {
	type of struct {
		owner          diagnose.Object
		image, account string
	}
	seen := map[of]bool{}
	for i := range w.groups {
		g := &w.groups[i]
		members := w.onNodes(g)
		if len(members) == 0 {
			continue
		}
		p := w.rewritten(&g.Pod)
		if p == nil {
			continue
		}
		if !p.Template {
			w.swept += len(members)
		}
		for j := range p.Containers {
			c := &p.Containers[j]
			k := w.x.AheadCase(p, c)
			w.images[c.Image] = true
			key := of{k.OwnerObject(), c.Image, pull.AccountName(p)}
			if p.Template && seen[key] {
				continue
			}
			seen[key] = true
			if !p.Template && track.Failing(p, c) && len(w.options.AsIf) == 0 {
				continue // it is reported as what fails
			}
			w.cases, w.members = append(w.cases, k), append(w.members, members)
			w.note(k)
		}
	}
}

// note records which secrets are for the image of a case.
func (w *sweep) note(k *pull.Case) {
	for _, c := range k.Credentials {
		keys := []string{c.Key}
		if pull.Complete(c) {
			keys = append(keys, "")
			if w.private[k.Image.Name] == nil && !k.Pod.Template {
				w.private[k.Image.Name] = k.Pod
			}
		}
		for _, key := range keys {
			set(w.serves, servesKey{k.Pod.Namespace, c.Secret, key}, k.Image.Name)
		}
	}
}

func set[K comparable](sets map[K]map[string]bool, key K, member string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][member] = true
}

// onNodes are the members of a group on the nodes that the sweep is narrowed to.
func (w *sweep) onNodes(g *diagnose.PodGroup) []diagnose.PodMember {
	if len(w.options.Nodes) == 0 {
		return g.Members
	}
	if g.Pod.Template {
		return nil // it is on no node
	}
	var out []diagnose.PodMember
	for _, m := range g.Members {
		if m.Node != "" && slices.Contains(w.options.Nodes, m.Node) {
			out = append(out, m)
		}
	}
	return out
}

// rewritten is the pod with the containers that a new one would start, image
// volumes included, and with the new prefixes of their images; nil if it has no
// image with one of the prefixes.
func (w *sweep) rewritten(p *diagnose.Pod) *diagnose.Pod {
	out := *p
	out.Containers = nil
	for _, c := range p.Containers {
		if c.Type != diagnose.TypeEphemeral && c.Type != diagnose.TypeSandbox {
			out.Containers = append(out.Containers, c)
		}
	}
	for _, v := range p.Volumes {
		if !slices.ContainsFunc(p.Containers, func(c diagnose.Container) bool { return c.Type == diagnose.TypeVolume && c.Name == v.Name }) {
			out.Containers = append(out.Containers, diagnose.Container{Name: v.Name, Type: diagnose.TypeVolume, Image: v.Image, PullPolicy: v.PullPolicy, Running: p.Phase == "Running"})
		}
	}
	if len(w.options.AsIf) > 0 {
		out.Containers = slices.DeleteFunc(out.Containers, func(c diagnose.Container) bool {
			_, moved := movedImage(c.Image, w.options.AsIf)
			return !moved
		})
		for i := range out.Containers {
			was := out.Containers[i].Image
			out.Containers[i].Image, _ = movedImage(was, w.options.AsIf)
			w.original[out.Containers[i].Image] = was
		}
	}
	if len(out.Containers) == 0 {
		return nil
	}
	return &out
}

// privateOf is another pod that pulls the image of a case with credentials; nil if
// there is none. At Docker Hub, that only shows who avoids its limit.
func (w *sweep) privateOf(k *pull.Case) *diagnose.Pod {
	p := w.private[k.Image.Name]
	if k.Image.Registry == "docker.io" || p != nil && p.Object() == k.Pod.Object() {
		return nil
	}
	return p
}

// servesOthers reports whether a secret, by an entry or by any, is for another
// image that pods of its namespace use.
func (w *sweep) servesOthers(k *pull.Case) func(*diagnose.Secret, string) bool {
	return func(s *diagnose.Secret, key string) bool {
		for image := range w.serves[servesKey{s.Namespace, s.Name, key}] {
			if image != k.Image.Name {
				return true
			}
		}
		return false
	}
}

// movedImage is an image with a new prefix, and whether one of the prefixes is its
// own. A prefix ends at the end of a path segment, a tag or a digest.
func movedImage(image string, moves []diagnose.ImagePrefix) (string, bool) {
	img, err := keyring.ParseImage(image)
	for _, m := range moves {
		for _, name := range []string{image, img.Name + image[min(len(image), nameLength(image)):]} {
			if rest, ok := strings.CutPrefix(name, m.Old); ok && (rest == "" || strings.ContainsAny(rest[:1], "/:@") || strings.HasSuffix(m.Old, "/")) && err == nil {
				return m.New + rest, true
			}
		}
	}
	return image, false
}

// nameLength is where the tag or digest of an image begins.
func nameLength(image string) int {
	name, _, _ := strings.Cut(image, "@")
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		return i
	}
	return len(name)
}

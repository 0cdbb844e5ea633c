package custom

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// Pod is one pod that a custom resource describes.
type Pod struct {
	Part        string // which of several pods of the object: "workerGroupSpecs[0]"; empty for the only one
	Pod         diagnose.Pod
	Images      map[string]convert.Path // the field of the image of each container
	PullSecrets map[string]convert.Path // the field that references each pull secret
	Spec        convert.Path            // of the specification, nil where it is not that of a pod
}

// Found are the pods of one custom resource.
type Found struct {
	Pods    []Pod
	ByShape bool // the kind is not known: its fields were recognized by their names
}

// Find returns the pods that an object describes. false for kinds without pods, as
// far as is known. The pods have no metadata.
func Find(kind, version string, doc map[string]any) (Found, bool, error) {
	group, _, inGroup := strings.Cut(version, "/")
	if !inGroup {
		return Found{}, false, nil
	}
	find, known := kinds[group+"/"+kind]
	if !known {
		if ofPolicies(group) {
			return Found{}, false, nil
		}
		find = byShape
	}
	c := &collector{doc: doc}
	find(c)
	if len(c.errs) > 0 {
		return Found{}, true, errors.Join(c.errs...)
	}
	for i := range c.pods {
		if p := &c.pods[i].Pod; clusterWide[kind] { // their pods are in namespaces that others choose
			p.OpenAccount, p.PullSecrets = true, nil
		} else if usedByOthers[kind] {
			p.OpenAccount = true
		}
	}
	return Found{Pods: c.pods, ByShape: !known && len(c.pods) > 0}, known || len(c.pods) > 0, nil
}

// Known says whether the fields of a kind are known.
func Known(kind, version string) bool {
	group, _, _ := strings.Cut(version, "/")
	return kinds[group+"/"+kind] != nil
}

// ClusterWide says whether a kind of custom resource has no namespace.
func ClusterWide(kind string) bool { return clusterWide[kind] }

var (
	clusterWide = map[string]bool{"SidecarSet": true, "ClusterTask": true, "ClusterWorkflowTemplate": true, "ClusterAnalysisTemplate": true}
	// usedByOthers are templates of objects that may choose another service account.
	usedByOthers = map[string]bool{"WorkflowTemplate": true}
)

// ofPolicies says whether objects of a group describe pods as patterns, or as the
// schema of other objects, so that no pod is made of them.
func ofPolicies(group string) bool {
	for _, g := range []string{"k8s.io", "kyverno.io", "gatekeeper.sh", "openpolicyagent.org", "crossplane.io", "kubewarden.io"} {
		if group == g || strings.HasSuffix(group, "."+g) {
			return true
		}
	}
	return false
}

// collector gathers the pods of one object.
type collector struct {
	doc  map[string]any
	pods []Pod
	errs []error
}

// podAt takes over the specification of a pod at a path, nothing where there is
// none.
func (c *collector) podAt(part string, at ...any) {
	path := convert.Path(at)
	spec, ok := convert.ValueAt(c.doc, path).(map[string]any)
	if !ok {
		return
	}
	d := draft{part: part, spec: path}
	for _, field := range []string{"initContainers", "containers"} {
		d.containers(c, field, append(path[:len(path):len(path)], field)...)
	}
	d.refs(c, append(path[:len(path):len(path)], "imagePullSecrets")...)
	d.account = textOf(spec, "serviceAccountName")
	if d.account == "" {
		d.account = textOf(spec, "serviceAccount")
	}
	d.volumes, _ = spec["volumes"].([]any)
	c.add(d)
}

// eachOf calls f with every index of a list.
func (c *collector) eachOf(at convert.Path, f func(i int, item map[string]any)) {
	list, _ := convert.ValueAt(c.doc, at).([]any)
	for i, v := range list {
		if m, ok := v.(map[string]any); ok {
			f(i, m)
		}
	}
}

// textAt is a field that is a text.
func (c *collector) textAt(at ...any) string {
	s, _ := convert.ValueAt(c.doc, convert.Path(at)).(string)
	return strings.TrimSpace(s)
}

// draft is a pod in the making: its fields may be in several places.
type draft struct {
	part    string
	spec    convert.Path
	init    []item
	main    []item
	secrets []string
	at      map[string]convert.Path // of the secrets
	account string
	volumes []any
}

type item struct {
	name, image, policy string
	at                  convert.Path // of the image
}

// containers takes over a list of containers. Those without an image have it from
// elsewhere: they are changes to a container that the controller makes.
func (d *draft) containers(c *collector, field string, at ...any) {
	c.eachOf(at, func(i int, m map[string]any) {
		it := item{name: textOf(m, "name"), image: textOf(m, "image"), policy: textOf(m, "imagePullPolicy"), at: append(convert.Path(at[:len(at):len(at)]), i, "image")}
		if it.name == "" {
			it.name = fmt.Sprintf("%s[%d]", field, i)
		}
		if strings.HasPrefix(field, "init") {
			d.init = append(d.init, it)
		} else {
			d.main = append(d.main, it)
		}
	})
}

// image takes over an image outside of a list of containers.
func (d *draft) image(c *collector, name, policy string, at ...any) {
	if image := c.textAt(at...); image != "" {
		d.main = append(d.main, item{name, image, policy, slices.Clone(at)})
	}
}

// refs takes over a list of pull secrets: objects with a name, or texts.
func (d *draft) refs(c *collector, at ...any) {
	list, _ := convert.ValueAt(c.doc, convert.Path(at)).([]any)
	for i, v := range list {
		name, isText := v.(string)
		path := append(convert.Path(at[:len(at):len(at)]), i)
		if m, ok := v.(map[string]any); ok {
			name, _ = m["name"].(string)
			path = append(path, "name")
		} else if !isText {
			continue
		}
		if d.at == nil {
			d.at = map[string]convert.Path{}
		}
		d.secrets, d.at[clean.Line(name)] = append(d.secrets, name), path
	}
}

// add makes a pod of a draft.
func (c *collector) add(d draft) {
	spec := map[string]any{"serviceAccountName": d.account, "volumes": d.volumes}
	p := Pod{Part: d.part, Spec: d.spec, Images: map[string]convert.Path{}, PullSecrets: d.at}
	put := func(field string, items []item) {
		var list []any
		for _, it := range items {
			if it.image == "" {
				continue
			}
			list = append(list, map[string]any{"name": it.name, "image": it.image, "imagePullPolicy": it.policy})
			p.Images[clean.Line(it.name)] = it.at
		}
		spec[field] = list
	}
	put("initContainers", d.init)
	put("containers", d.main)
	if len(p.Images) == 0 {
		return
	}
	var refs []any
	for _, name := range d.secrets {
		refs = append(refs, map[string]any{"name": name})
	}
	spec["imagePullSecrets"] = refs
	raw, err := json.Marshal(spec)
	var typed corev1.PodSpec
	if err == nil {
		err = utiljson.Unmarshal(raw, &typed)
	}
	if err != nil {
		c.errs = append(c.errs, err)
		return
	}
	p.Pod = convert.PodSpecOf(&typed)
	p.Pod.Template = true
	c.pods = append(c.pods, p)
}

func textOf(m map[string]any, field string) string {
	s, _ := m[field].(string)
	return strings.TrimSpace(s)
}

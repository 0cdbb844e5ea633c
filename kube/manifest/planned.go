package manifest

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// plans are the kinds from which a controller makes a Secret with a known
// name.
var plans = map[string]func(doc map[string]any, p *diagnose.PlannedSecret) bool{
	"bitnami.com/v1alpha1/SealedSecret":           sealedSecret,
	"external-secrets.io/v1/ExternalSecret":       externalSecret,
	"external-secrets.io/v1beta1/ExternalSecret":  externalSecret,
	"external-secrets.io/v1alpha1/ExternalSecret": externalSecret,
}

// takePlan reads an object from which a controller makes a Secret.
func (l *loader) takePlan(at place, kind, version string, doc map[string]any) error {
	var meta metav1.ObjectMeta
	err := takeAs(map[string]any{"metadata": doc["metadata"]}, func(m *metav1.PartialObjectMetadata) { meta = m.ObjectMeta })
	if err != nil {
		return err
	}
	p := diagnose.PlannedSecret{Meta: convert.MetaOf(kind, version, &meta), Type: string(corev1.SecretTypeOpaque)}
	p.Makes = p.Name
	l.place(at, &p.Meta)
	if plans[version+"/"+kind](doc, &p) {
		p.Keys = slices.Sorted(slices.Values(p.Keys))
		l.snap.Planned = append(l.snap.Planned, p)
	}
	return nil
}

// sealedSecret reads what the Sealed Secrets controller (bitnami.com)
// unseals: the type and further data are in spec.template, the name is the
// object's own.
func sealedSecret(doc map[string]any, p *diagnose.PlannedSecret) bool {
	spec := mapAt(doc, "spec")
	template := mapAt(spec, "template")
	p.Field = "spec.template.type"
	setType(p, template)
	p.Keys = append(p.Keys, keysOf(mapAt(spec, "encryptedData"), mapAt(template, "data"))...)
	p.Open = spec["data"] != nil // the old format: all keys in one encrypted text
	return true
}

// externalSecret reads what External Secrets (external-secrets.io) makes:
// without data in the template every value of the provider becomes a key of
// its own.
func externalSecret(doc map[string]any, p *diagnose.PlannedSecret) bool {
	spec := mapAt(doc, "spec")
	target := mapAt(spec, "target")
	template := mapAt(target, "template")
	p.Field = "spec.target.template.type"
	if name := stringAt(target, "name"); name != "" {
		p.Makes = name
	}
	switch stringAt(target, "creationPolicy") {
	case "None":
		return false // makes nothing
	case "Merge":
		p.Type, p.Open = "", true // into a Secret that another controller makes
		return true
	}
	setType(p, template)
	templated, _ := template["templateFrom"].([]any)
	if data := mapAt(template, "data"); len(data) > 0 || len(templated) > 0 {
		p.Keys = append(p.Keys, keysOf(data)...)
		p.Open = len(templated) > 0
		if stringAt(template, "mergePolicy") != "Merge" {
			return true
		}
	}
	from, _ := spec["dataFrom"].([]any)
	p.Open = p.Open || len(from) > 0
	list, _ := spec["data"].([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		if key := stringAt(m, "secretKey"); key != "" {
			p.Keys = append(p.Keys, key)
		}
	}
	return true
}

func setType(p *diagnose.PlannedSecret, template map[string]any) {
	if t := stringAt(template, "type"); t != "" {
		p.Type = t
	}
}

// keysOf returns the keys of mappings, none for anything else.
func keysOf(of ...map[string]any) []string {
	var out []string
	for _, m := range of {
		for k := range m {
			out = append(out, clean.Line(k))
		}
	}
	return out
}

// mapAt returns a field that is a mapping, else nil, which reads as empty.
func mapAt(m map[string]any, field string) map[string]any {
	v, _ := m[field].(map[string]any)
	return v
}

func stringAt(m map[string]any, field string) string {
	v, _ := m[field].(string)
	return strings.TrimSpace(clean.Line(v))
}

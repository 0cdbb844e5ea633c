package prompt

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/util/jsonpath"
	"sigs.k8s.io/yaml"
)

// object is anything that is read here.
type object interface {
	runtime.Object
	metav1.Object
}

func (c *call) get() (string, error) {
	k, names, err := c.objects(c.words[1:])
	if err != nil {
		return "", err
	}
	all := c.flags.has("all-namespaces")
	if len(names) > 0 && all {
		return "", fmt.Errorf("error: a resource cannot be retrieved by name across all namespaces")
	}
	list, err := c.read(k, names, all)
	if err != nil {
		return "", failure(err)
	}
	if by := c.flags.one["sort-by"]; by != "" {
		if err := sortBy(list, by); err != nil {
			return "", err
		}
	}
	return c.print(k, list, len(names) == 1, all)
}

// print shows objects in the form that -o asks for.
func (c *call) print(k kind, list []object, single, all bool) (string, error) {
	form := c.flags.one["output"]
	switch {
	case form == "" || form == "wide":
		if len(list) == 0 {
			return c.nothing(k, all), nil
		}
		return table(k, list, c, all, form == "wide"), nil
	case form == "name":
		var b strings.Builder
		for _, o := range list {
			fmt.Fprintln(&b, k.label(o.GetName()))
		}
		return b.String(), nil
	case form == "yaml" || form == "json":
		return c.whole(list, single, form)
	case strings.HasPrefix(form, "jsonpath="):
		return c.path(list, single, strings.TrimPrefix(form, "jsonpath="))
	}
	return "", notKnown("-o " + form)
}

func (c *call) nothing(k kind, all bool) string {
	if all || k.clusterWide() {
		return "No resources found\n"
	}
	return "No resources found in " + c.ns + " namespace.\n"
}

// content returns what the API would send for these objects.
func (c *call) content(list []object, single bool) (any, error) {
	var items []any
	for _, o := range list {
		x, err := c.plain(o)
		if err != nil {
			return nil, err
		}
		items = append(items, x)
	}
	if single && len(items) == 1 {
		return items[0], nil
	}
	if items == nil {
		items = []any{}
	}
	return map[string]any{"apiVersion": "v1", "kind": "List", "items": items, "metadata": map[string]any{"resourceVersion": ""}}, nil
}

// plain returns an object as JSON, with its kind and without managedFields.
func (c *call) plain(o object) (map[string]any, error) {
	if s, ok := o.(*corev1.Secret); ok {
		o = Hide(s, c.prompt.sample)
	} else {
		o = o.DeepCopyObject().(object)
	}
	o.SetManagedFields(nil)
	gvks, _, err := scheme.Scheme.ObjectKinds(o)
	if err != nil {
		return nil, err
	}
	o.GetObjectKind().SetGroupVersionKind(gvks[0])
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	var x map[string]any
	err = json.Unmarshal(text, &x)
	return x, err
}

func (c *call) whole(list []object, single bool, form string) (string, error) {
	x, err := c.content(list, single)
	if err != nil {
		return "", err
	}
	if form == "json" {
		text, err := json.MarshalIndent(x, "", "    ")
		return string(text) + "\n", err
	}
	text, err := yaml.Marshal(x)
	return string(text), err
}

// path prints a JSONPath, with or without its braces.
func (c *call) path(list []object, single bool, expr string) (string, error) {
	if !strings.Contains(expr, "{") {
		expr = "{." + strings.TrimPrefix(strings.TrimPrefix(expr, "$"), ".") + "}"
	}
	p := jsonpath.New("out").AllowMissingKeys(true)
	if err := p.Parse(expr); err != nil {
		return "", fmt.Errorf("error: error parsing jsonpath %s, %w", expr, err)
	}
	x, err := c.content(list, single)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := p.Execute(&b, x); err != nil {
		return "", fmt.Errorf("error: error executing jsonpath %q: %w", expr, err)
	}
	return b.String(), nil
}

// sortBy knows the two orders that people use with events and pods.
func sortBy(list []object, by string) error {
	by = strings.Trim(by, "{}'\"")
	var less func(a, b object) int
	switch by {
	case ".metadata.creationTimestamp":
		less = func(a, b object) int { return a.GetCreationTimestamp().Compare(b.GetCreationTimestamp().Time) }
	case ".metadata.name":
		less = func(a, b object) int { return strings.Compare(a.GetName(), b.GetName()) }
	case ".lastTimestamp":
		last := func(o object) metav1.Time {
			if e, ok := o.(*corev1.Event); ok {
				return e.LastTimestamp
			}
			return o.GetCreationTimestamp()
		}
		less = func(a, b object) int { return last(a).Compare(last(b).Time) }
	default:
		return notKnown("--sort-by=" + by + "; use .lastTimestamp, .metadata.creationTimestamp or .metadata.name")
	}
	slices.SortStableFunc(list, less)
	return nil
}

// byNamespace sorts in the API's own order.
func byNamespace(a, b object) int {
	return cmp.Or(strings.Compare(a.GetNamespace(), b.GetNamespace()), strings.Compare(a.GetName(), b.GetName()))
}

package engine_test

import (
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// foreign are words that are hostile to a shell, to kubectl's flags or to paths.
// Each is put before and behind a name.
var foreign = []string{
	"--server=https://evil.example", "--all", "-o=json", "../../../etc/", "'; touch PWN; '", "$(touch PWN)", "`touch PWN`",
	"\"; touch PWN; \"", "two words", "a;touch PWN", "a&&touch PWN", "a|touch PWN", "a>PWN", "a\\", "!!", "~root/", "{a,b}", "*", "#", "",
}

// managers are marks by which the managers of an object are recognized, with values as they are in a
// cluster; {} is where a name is.
var managers = []struct{ label, annotation, value string }{
	{annotation: "reflector.v1.k8s.emberstack.com/reflects", value: "infra/{}"},
	{annotation: "reflector.v1.k8s.emberstack.com/reflects", value: "{}/regcred"},
	{annotation: "replicator.v1.mittwald.de/replicate-from", value: "infra/{}"},
	{label: "argocd.argoproj.io/instance", value: "{}"},
	{label: "kustomize.toolkit.fluxcd.io/name", value: "{}"},
	{label: "helm.toolkit.fluxcd.io/name", value: "{}"},
	{annotation: "meta.helm.sh/release-name", value: "{}"},
	{label: "generate.kyverno.io/policy-name", value: "{}"},
	{label: "hnc.x-k8s.io/inherited-from", value: "{}"},
	{label: "management.cattle.io/project-scoped-secret", value: "{}"},
	{annotation: "field.cattle.io/projectId", value: "c-x:{}"},
}

// places are the parts of a snapshot that someone else can choose the words of.
var places = map[string]func(s *diagnose.Snapshot, change func(string) string){
	"names": func(s *diagnose.Snapshot, change func(string) string) {
		rewrite(reflect.ValueOf(s), change, "Name", "PullSecrets", "Makes", "Names", "ServiceAccount", "Node")
	},
	"namespaces": func(s *diagnose.Snapshot, change func(string) string) {
		rewrite(reflect.ValueOf(s), change, "Namespace")
	},
	"kinds": func(s *diagnose.Snapshot, change func(string) string) {
		for i := range s.Pods {
			rewrite(reflect.ValueOf(&s.Pods[i].Owners), change, "Kind", "APIVersion")
		}
	},
	"labels": func(s *diagnose.Snapshot, change func(string) string) {
		rewrite(reflect.ValueOf(s), change, "Labels", "Annotations")
	},
	"clouds": func(s *diagnose.Snapshot, change func(string) string) {
		for i := range s.Nodes {
			cloud, rest, _ := strings.Cut(s.Nodes[i].ProviderID, "://")
			s.Nodes[i].ProviderID = cloud + "://" + strings.ReplaceAll(change(rest), "_", change("_"))
			s.Nodes[i].Labels = map[string]string{"eks.amazonaws.com/nodegroup": change("workers"), "alpha.eksctl.io/cluster-name": change("shop")}
		}
	},
	"images":   func(s *diagnose.Snapshot, change func(string) string) { rewrite(reflect.ValueOf(s), change, "Image") },
	"messages": func(s *diagnose.Snapshot, change func(string) string) { rewrite(reflect.ValueOf(s), change, "Message") },
	"files":    func(s *diagnose.Snapshot, change func(string) string) { rewrite(reflect.ValueOf(s), change, "File") },
	"data keys": func(s *diagnose.Snapshot, change func(string) string) {
		for i := range s.Secrets {
			data := map[string][]byte{}
			for k, v := range s.Secrets[i].Data {
				data[change(k)] = v
			}
			s.Secrets[i].Data = data
		}
	},
}

// Whatever words a cluster or a file has, a printed command has the program, the verb and the
// flags of its template, or there is none and the reason is printed.
func TestPrintedCommandsKeepTheirShape(t *testing.T) {
	all, err := cases.Load(os.DirFS(casesDir))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}     // lists of commands for words as they should be
	collected := map[string]bool{} // lists for hostile ones
	collect := func(into map[string]bool, s *diagnose.Snapshot) {
		for list := range commandLists(engine.Run(s, diagnose.Options{})) {
			into[list] = true
		}
	}
	for n, c := range all {
		if c.NodeFile == nil || n%2 == 1 {
			continue
		}
		m := managers[n%len(managers)]
		collect(known, snapshotOf(t, c))
		collect(known, marked(snapshotOf(t, c), m.label, m.annotation, strings.ReplaceAll(m.value, "{}", "good-name")))
		for i, place := range slices.Sorted(maps.Keys(places)) {
			s := snapshotOf(t, c)
			places[place](s, func(was string) string { return was + "x" })
			collect(known, s)
			word := foreign[(n+3*i)%len(foreign)] // they take turns, so that all of them meet every place
			s = snapshotOf(t, c)
			places[place](s, func(was string) string {
				if n%4 == 0 {
					return was + word
				}
				return word + was
			})
			collect(collected, s)
		}
		for j := range 3 {
			word := foreign[(n/len(managers)+7*j)%len(foreign)]
			collect(collected, marked(snapshotOf(t, c), m.label, m.annotation, strings.ReplaceAll(m.value, "{}", word)))
		}
	}
	want := shapes(t, slices.Sorted(maps.Keys(known)))
	good := map[string]bool{}
	for _, list := range want {
		for _, shape := range list {
			good[shape] = true
		}
	}
	if len(good) < 40 {
		t.Fatalf("only %d shapes of commands: the table is too small to compare with", len(good))
	}
	lists := slices.Sorted(maps.Keys(collected))
	none, bad := 0, 0
	for i, got := range shapes(t, lists) {
		if strings.HasPrefix(lists[i], shell.NoCommand) {
			none++
			if len(got) > 0 || strings.Contains(lists[i], "\n") {
				t.Errorf("a reason with commands:\n%s", lists[i])
			}
		}
		for _, shape := range got {
			if !good[shape] && bad < 20 {
				bad++
				t.Errorf("%s\nof\n%s", shape, lists[i])
			}
		}
	}
	if none == 0 {
		t.Error("no word was refused")
	}
	t.Logf("%d shapes; %d hostile lists, %d refused", len(good), len(lists), none)
}

// marked gives every secret and workload the mark of a manager.
func marked(s *diagnose.Snapshot, label, annotation, value string) *diagnose.Snapshot {
	mark := func(m *diagnose.Meta) {
		m.Labels, m.Annotations = maps.Clone(m.Labels), maps.Clone(m.Annotations)
		if m.Labels == nil {
			m.Labels = map[string]string{}
		}
		if m.Annotations == nil {
			m.Annotations = map[string]string{}
		}
		if label != "" {
			m.Labels[label] = value
			m.Labels["kustomize.toolkit.fluxcd.io/namespace"], m.Labels["helm.toolkit.fluxcd.io/namespace"] = "flux-system", "flux-system"
		} else {
			m.Annotations[annotation] = value
			m.Annotations["management.cattle.io/project-scoped-secret-copy"] = "true"
		}
	}
	for i := range s.Secrets {
		mark(&s.Secrets[i].Meta)
	}
	for i := range s.Workloads {
		mark(&s.Workloads[i].Meta)
	}
	for i := range s.ServiceAccounts {
		mark(&s.ServiceAccounts[i].Meta)
	}
	return s
}

// commandLists are the lists of commands of a result, each joined by line breaks.
func commandLists(res *diagnose.Result) map[string]bool {
	out := map[string]bool{}
	add := func(list ...string) {
		if len(list) > 0 {
			out[strings.Join(list, "\n")] = true
		}
	}
	for _, f := range res.Report.Failures {
		for _, x := range f.Findings {
			add(x.Commands...)
			for _, fx := range x.Fixes {
				add(fx.Commands...)
				for i := range fx.Steps {
					s := &fx.Steps[i]
					add(fix.RoleCommand(s))
					add(fix.LocalPatch(s)...)
					add(s.Write.FileCommand(s, "step-1.json"))
				}
			}
		}
	}
	return out
}

// rewrite changes every string in the fields of these names, at any depth; in a map, the values.
func rewrite(v reflect.Value, change func(string) string, fields ...string) {
	rewriteIn(v, "", func(field string) bool { return slices.Contains(fields, field) }, change)
}

func rewriteIn(v reflect.Value, field string, wanted func(string) bool, change func(string) string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			rewriteIn(v.Elem(), field, wanted, change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				name := v.Type().Field(i).Name
				if name == "Meta" {
					name = field
				}
				rewriteIn(v.Field(i), name, wanted, change)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			rewriteIn(v.Index(i), field, wanted, change)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() == reflect.String && wanted(field) {
			for _, k := range v.MapKeys() {
				v.SetMapIndex(k, reflect.ValueOf(change(v.MapIndex(k).String())))
			}
		}
	case reflect.String:
		if wanted(field) && v.CanSet() && v.String() != "" {
			v.SetString(change(v.String()))
		}
	}
}

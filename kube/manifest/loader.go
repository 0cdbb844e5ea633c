package manifest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/manifest/document"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// loader collects the objects of files.
type loader struct {
	snap      diagnose.Snapshot
	problems  []FileProblem
	objects   int    // objects of any kind
	namespace string // of objects without one
	only      string // -n: pods of other namespaces are skipped
	inScope   bool   // something is in only's namespace
	selector  labels.Selector
	literal   bool // values that a tool fills in later are judged as they are

	// made on demand, after everything is read
	workloadAt, accountAt map[diagnose.Object]int

	left      leftAlone
	judgeable bool // an object was read that is judged

	sweep   *diagnose.Sweep                 // keeps the templates of workloads that have pods; nil: they are not needed
	refused map[diagnose.Object]refusedPods // workloads whose pods a policy refuses

	ran map[diagnose.Object]bool // workloads with a status: their pods tell more than the template
}

func newLoader(s kube.Scope) (*loader, error) {
	l := &loader{namespace: "default", ran: map[diagnose.Object]bool{}}
	l.literal = s.Literal
	if len(s.Namespaces) > 0 {
		l.namespace, l.only = s.Namespaces[0], s.Namespaces[0]
	} else if s.Default != "" {
		l.namespace = s.Default
	}
	if s.Sweep {
		l.sweep = &diagnose.Sweep{}
		l.snap.Sweep = l.sweep
	}
	var err error
	if l.selector, err = labels.Parse(s.Selector); err != nil {
		return nil, kube.UsageErrorf(err, "-l %q is not a label selector. Examples: app=web, app!=web,tier in (a,b).", s.Selector)
	}
	return l, nil
}

// place is where an object is in the files.
type place struct {
	file  inputFile
	lines *document.Lines
	at    convert.Path // inside the document: items of a list
	line  int
}

// readObject reads one object, or the objects of a list.
func (l *loader) readObject(p place, doc map[string]any) {
	kind, _ := doc["kind"].(string)
	version, _ := doc["apiVersion"].(string)
	items, isList := doc["items"].([]any)
	switch {
	case kind == "" || version == "":
		switch {
		case isDockerConfig(doc):
			l.problem(p.file, p.line, "this is a Docker config, not a manifest: pulldoctor explain -f "+p.file.shown()+" says what it contains and how to make a pull secret of it")
		case !l.stray(p.file, nil): // a folder may hold values files and the like
			l.unread(p.file, p.line, "this is not a Kubernetes object: kind or apiVersion is missing")
		}
		return
	case strings.HasSuffix(kind, "List") && (isList || doc["items"] == nil):
		l.objects++
		for i, item := range items {
			at := append(p.at[:len(p.at):len(p.at)], "items", i)
			m, ok := item.(map[string]any)
			if !ok || len(at) > convert.MaxDepth {
				continue
			}
			inherit(m, kind, version)
			l.readObject(place{p.file, p.lines, at, p.lines.Line(at, p.line)}, m)
		}
		return
	}
	switch {
	case strings.HasPrefix(version, kustomizeGroup):
		l.problem(p.file, p.line, kustomized("FOLDER"))
		return
	case judged(kind, version) && isTemplate(doc):
		l.problem(p.file, p.line, document.Unrendered)
		return
	}
	l.objects++
	if err := l.take(p, kind, version, doc); err != nil {
		l.unread(p.file, p.line, fmt.Sprintf("%s %s cannot be read: %s", kind, nameIn(doc), connect.Cut(err.Error())))
	}
}

// inherit gives items of a typed list (PodList) the kind they may lack.
func inherit(item map[string]any, listKind, version string) {
	if item["kind"] == nil && listKind != "List" {
		item["kind"] = strings.TrimSuffix(listKind, "List")
	}
	if item["apiVersion"] == nil && listKind != "List" {
		item["apiVersion"] = version
	}
}

func nameIn(doc map[string]any) string {
	meta, _ := doc["metadata"].(map[string]any)
	name, _ := meta["name"].(string)
	return clean.Line(name)
}

func (l *loader) take(p place, kind, version string, doc map[string]any) error {
	l.seen(kind, doc)
	var hits []convert.Hit
	if !isCustom(doc) { // another Job, say, has its pods elsewhere
		hits = convert.MisplacedIn(doc)
	}
	if stored(doc) { // the API server has accepted its items
		hits = slices.DeleteFunc(hits, func(h convert.Hit) bool { return h.Item })
	}
	for _, h := range hits {
		l.misplaced(p, kind, doc, h)
	}
	convert.Remove(doc, hits) // in this shape they would keep the rest from being read
	if judged(kind, version) || plans[version+"/"+kind] != nil {
		l.judgeable = true
	} else if is, err := l.takeCustom(p, kind, version, doc); err != nil || is {
		l.judgeable = true
		return err
	} else {
		l.pass(kind)
	}
	if !l.refuse(p, kind, version, doc) {
		return nil
	}
	if _, ok := workload.Kinds[workload.Key{Kind: kind, APIVersion: version}]; ok || kind == "PodTemplate" && version == "v1" {
		return l.takeWorkload(p, doc)
	}
	if plans[version+"/"+kind] != nil {
		return l.takePlan(p, kind, version, doc)
	}
	switch version + "/" + kind {
	case "v1/Pod":
		return l.takePod(p, doc)
	case "v1/Secret":
		return l.takeSecret(p, doc)
	case "v1/ServiceAccount":
		return takeAs(doc, func(a *corev1.ServiceAccount) {
			v := convert.ServiceAccountOf(a)
			l.place(p, &v.Meta)
			v.Places = p.places(kind, doc)
			l.namesLater(p, doc, &v.Meta, v.PullSecrets)
			l.snap.ServiceAccounts = append(l.snap.ServiceAccounts, v)
		})
	case "v1/Node":
		return takeAs(doc, func(n *corev1.Node) {
			v := convert.NodeOf(n)
			v.File, v.Line = p.file.shown(), p.line
			l.snap.Nodes = append(l.snap.Nodes, v)
		})
	case "v1/Namespace":
		return takeAs(doc, func(n *corev1.Namespace) {
			v := convert.NamespaceOf(n)
			v.File, v.Line = p.file.shown(), p.line
			l.snap.Namespaces = append(l.snap.Namespaces, v)
		})
	case "v1/Event", "events.k8s.io/v1/Event":
		renameEventFields(doc)
		return takeAs(doc, func(e *corev1.Event) {
			if v, ok := convert.EventOf(e); ok {
				l.snap.Events = append(l.snap.Events, v)
				return
			}
			l.takeRefusal(e)
		})
	}
	return nil
}

// takeAs decodes a document into its type, field names in their exact case as
// the API server reads them.
func takeAs[T any](doc map[string]any, take func(*T)) error {
	raw, err := json.Marshal(doc)
	if err != nil {
		return errors.New("it has values that JSON cannot represent")
	}
	v := new(T)
	if err := utiljson.Unmarshal(raw, v); err != nil {
		var when *time.ParseError
		if errors.As(err, &when) { // it quotes the value
			return errors.New("it contains a time that is not in the form 2006-01-02T15:04:05Z")
		}
		return err
	}
	take(v)
	return nil
}

// place fills in where an object is and the namespace it would be created in.
func (l *loader) place(p place, m *diagnose.Meta) {
	m.File, m.Line, m.Chart = p.file.shown(), p.line, p.lines.Source()
	if m.Namespace == "" {
		m.Namespace = l.namespace
	}
	l.inScope = l.inScope || m.Namespace == l.only
}

// misplaced notes a list of pull secrets that Kubernetes does not read; nil outside
// of the namespace that was asked for.
func (l *loader) misplaced(p place, kind string, doc map[string]any, h convert.Hit) *diagnose.Misplaced {
	m := diagnose.Meta{Kind: clean.Line(kind), Name: nameIn(doc)}
	if meta, ok := doc["metadata"].(map[string]any); ok {
		ns, _ := meta["namespace"].(string)
		m.Namespace = clean.Line(ns)
	}
	l.place(p, &m)
	if l.only != "" && m.Namespace != l.only {
		return nil
	}
	at := p.locate(h.At, h.Item)
	l.snap.Misplaced = append(l.snap.Misplaced, diagnose.Misplaced{
		Object: m.Object(), Path: h.At.String(), Names: h.Names, Item: h.Item,
		File: m.File, Line: at.Line, Column: at.Column, InDoc: m.Line, Chart: at.Chart,
	})
	return &l.snap.Misplaced[len(l.snap.Misplaced)-1]
}

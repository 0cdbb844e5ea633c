package lookup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Bounds of a text: what is beyond them is not looked at, and a note says so.
const (
	MostText  = 4 << 20 // bytes
	mostLines = 5000
	fewLines  = 12 // of a message that was wrapped
)

// Text looks up a whole text, such as the output of kubectl describe pod, of
// kubectl get events or kubectl get pods, or lines of a log. Each line is clean
// (see the package); credentials in it are masked here.
func Text(s string) Result {
	var r Result
	if len(s) > MostText {
		s = cut(s, MostText)
		r.Notes = append(r.Notes, "The text is longer than "+text.Count(MostText>>20, "MiB")+"; the rest is left out.")
	}
	if note := otherFormat(s); note != "" {
		r.Notes = append(r.Notes, note)
		return r
	}
	lines := strings.Split(s, "\n")
	if len(lines) > mostLines {
		lines = lines[:mostLines]
		r.Notes = append(r.Notes, fmt.Sprintf("Only the first %d lines were read.", mostLines))
	}
	for i, l := range lines {
		lines[i] = redact.Free(text.ExpandTabs(strings.TrimRight(cut(l, longestText), " \r")))
	}
	readLines(&r, lines)
	if whole := strings.Fields(strings.Join(lines, " ")); len(lines) <= fewLines && len(whole) > 0 {
		r.preferWhole(Words(strings.Join(whole, " ")))
	}
	return r
}

// preferWhole takes the answer for a few lines as one text, where they are one
// message that was wrapped: read line by line it is at most one message, too.
func (r *Result) preferWhole(whole Result) {
	said := func(e Entry) bool { return e.Kind == KindMessage || e.Kind == KindError }
	count := 0
	for _, e := range r.Entries {
		if said(e) {
			count++
		}
		if e.Where != nil {
			return // a table
		}
	}
	if !r.Found() || count <= 1 && slices.ContainsFunc(whole.Entries, said) {
		r.Entries, r.Near = whole.Entries, whole.Near
	}
}

// otherFormat says which command reads a text that is no output for people.
func otherFormat(s string) string {
	trimmed := strings.TrimSpace(s)
	switch {
	case strings.HasPrefix(trimmed, "{") && strings.Contains(s, `"apiVersion"`), hasLine(trimmed, "apiVersion:"):
		return "This is a manifest: pulldoctor --report -f FILE diagnoses it (-f - reads standard input)."
	}
	return ""
}

func hasLine(s, begin string) bool {
	return strings.HasPrefix(s, begin) || strings.Contains(s, "\n"+begin)
}

// readLines finds out what a text is and looks up what it contains.
func readLines(r *Result, lines []string) {
	m := reader()
	lines = withoutPods(r, lines)
	if isDescription(lines) {
		for _, p := range describedPods(lines) {
			p.explain(r, m)
		}
		return
	}
	for i := 0; i < len(lines); i++ {
		header := readHeader(lines[i])
		if !isEventHeader(header) {
			lineOf(r, m, lines[i])
			continue
		}
		events, n := eventTable(header, lines[i+1:])
		explainEvents(r, m, events)
		i += n
	}
}

// withoutPods looks up the tables of kubectl get pods and returns the other lines.
func withoutPods(r *Result, lines []string) []string {
	var rest []string
	for i := 0; i < len(lines); i++ {
		if header := readHeader(lines[i]); header.has("NAME", "READY", "STATUS") {
			i += podTable(r, header, lines[i+1:])
			continue
		}
		rest = append(rest, lines[i])
	}
	return rest
}

// isDescription reports whether a text is the output of kubectl describe.
func isDescription(lines []string) bool {
	name, more := false, false
	for _, l := range lines {
		name = name || strings.HasPrefix(l, "Name:")
		more = more || strings.HasPrefix(l, "Containers:") || strings.HasPrefix(l, "Events:") || strings.HasPrefix(l, "Status:")
	}
	return name && more
}

// lineOf looks up one line of a text. A common word in it says nothing.
func lineOf(r *Result, m *symptom.Reader, line string) {
	line = strings.TrimSpace(line)
	if line == "" {
		return
	}
	if reason, said, ok := eventLine(line); ok {
		explainEvents(r, m, []event{{reason: reason, message: said}})
		return
	}
	for _, e := range one(m, line) {
		if e.Kind != KindTerm { // a log has many of them
			r.add(e)
		}
	}
}

// explain looks up what kubectl describe shows of a pod.
func (p *described) explain(r *Result, m *symptom.Reader) {
	var events []symptom.Event // newest first; kubectl lists them oldest first
	for _, e := range slices.Backward(p.events) {
		events = append(events, symptom.Event{Reason: e.reason, Message: e.message})
	}
	where := "pod " + p.name
	if p.namespace != "" {
		where = "pod " + p.namespace + "/" + p.name
	}
	before := len(r.Entries)
	for _, c := range p.containers {
		if c.state != "Waiting" || c.reason == "" {
			continue
		}
		at := where + ", container " + c.name
		pull := symptom.Pull{Image: c.image, Reason: c.reason, Message: c.message}
		if symptom.PullFailure(c.reason, c.message) {
			pull.Events = events
			if e, ok := message(m, pull); ok {
				e.Where = []string{at}
				p.fill(&e)
				r.add(e)
				continue
			}
		}
		for _, e := range byName(c.reason) {
			e.Where = []string{at}
			p.fill(&e)
			r.add(e)
		}
	}
	for i := range p.events {
		p.events[i].object = strings.TrimPrefix(where, "pod ")
	}
	if len(r.Entries) == before {
		explainEvents(r, m, p.events)
		return
	}
	for _, e := range p.events { // what the state of a container does not show
		if len(symptom.MissingSecrets(e.message)) > 0 || e.reason == "FailedCreatePodSandBox" {
			explainEvents(r, m, []event{e})
		}
	}
}

// fill replaces the words in capitals of an entry's commands by the pod's names.
func (p *described) fill(e *Entry) {
	if p.namespace == "" {
		return
	}
	templates := slices.Clone(e.Commands)
	for i, c := range templates {
		templates[i] = strings.NewReplacer("NAMESPACE", "{ns}", "POD", "{pod}").Replace(c)
	}
	e.Commands = shell.Lines(shell.Words{"ns": shell.Namespace(p.namespace), "pod": shell.Name(p.name)}, templates...)
}

// progress are reasons of events that are no problem, and those that only
// repeat one.
var progress = []string{"Scheduled", "Pulling", "Pulled", "Created", "Started", "SuccessfulCreate", "ScalingReplicaSet", "Killing"}

// explainEvents looks up a list of events. Events that report progress and
// those that repeat the state of a container count only if there is nothing else.
func explainEvents(r *Result, m *symptom.Reader, events []event) {
	var rest []event
	found := len(r.Entries)
	for _, e := range events {
		entries := e.explain(m)
		if entries == nil {
			rest = append(rest, e)
			continue
		}
		r.add(entries...)
	}
	if len(r.Entries) > found {
		return
	}
	for _, e := range rest {
		for _, x := range named(e.reason) {
			if x.Kind == KindReason {
				x.Where = e.where()
				r.add(x)
			}
		}
	}
}

func (e *event) where() []string {
	switch {
	case e.object == "":
		return nil
	case e.namespace != "":
		return []string{e.namespace + "/" + e.object}
	}
	return []string{e.object}
}

// explain looks up one event; nil if it only reports progress, or repeats the
// state of a container.
func (e *event) explain(m *symptom.Reader) []Entry {
	if slices.Contains(progress, e.reason) {
		return nil
	}
	var out []Entry
	switch x, ok := message(m, symptom.Pull{Reason: "", Message: e.message}); {
	case len(symptom.MissingSecrets(e.message)) > 0:
		out = named("FailedToRetrieveImagePullSecret")
		for i := range out {
			out[i].Facts = []Fact{{factMessage, shorten(e.message)}, {"secrets", strings.Join(symptom.MissingSecrets(e.message), ", ")}}
		}
	case ok:
		out = []Entry{x}
	case e.reason == "Failed" || e.reason == "BackOff":
		return nil
	default:
		out = named(e.reason)
	}
	for i := range out {
		out[i].Where = e.where()
	}
	return out
}

// podTable looks up the column STATUS of kubectl get pods, and returns how many
// lines it read.
func podTable(r *Result, header columns, lines []string) int {
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			return i
		}
		cells, ok := header.cells(line)
		if !ok {
			return i
		}
		name, status := cells[header.column("NAME")], cells[header.column("STATUS")]
		if n := header.column("NAMESPACE"); n >= 0 {
			name = cells[n] + "/" + name
		}
		if status == "Running" || status == "Completed" {
			continue
		}
		entries := byName(status)
		if len(entries) == 0 && strings.Contains(status, " ") {
			entries = one(reader(), status)
		}
		for _, e := range entries {
			e.Where = []string{"pod " + name}
			r.add(e)
		}
	}
	return len(lines)
}

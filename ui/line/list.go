package line

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// list says what fails, one line per pod, and opens what is chosen.
func (p *session) list() error {
	p.diagnose()
	rows := present.Rows(p.result)
	p.summary(rows)
	for i := range rows {
		p.say("%d. %s", i+1, rowText(&rows[i]))
	}
	question := "Number of a pod, r to refresh, e to export the report, q to quit:"
	if p.canAsk() {
		question = strings.Replace(question, "r to", "a and a number to ask the registry about its cause, r to", 1)
	}
	if len(rows) == 0 {
		question = "r to refresh, q to quit:"
	}
	if p.o.Course != nil {
		question = strings.Replace(question, "q to quit", "c for the course, q to quit", 1)
	}
	for {
		answer, err := p.ask(question)
		if err != nil {
			return err
		}
		if understood, err := p.askCause(rows, answer); understood {
			return err
		}
		n, err := strconv.Atoi(answer)
		switch {
		case answer == "" || answer == "r":
			return p.again()
		case (answer == "c" || answer == "t") && p.o.Course != nil: // t is the key of the screens
			return p.courseMenu("")
		case answer == "e":
			p.export()
		case err == nil && n >= 1 && n <= len(rows):
			return p.open(&p.result.Diagnoses[rows[n-1].Index])
		default:
			p.say("Not understood: %q.", answer)
		}
	}
}

// readingTime is how long an answer to "read again" is awaited.
const readingTime = 2 * time.Second

// again has the cluster read again.
func (p *session) again() error {
	p.backend.Refresh()
	select {
	case <-p.known.changed:
	case <-time.After(readingTime):
	case <-p.ctx.Done():
		return errQuit
	}
	return nil
}

// summary is what was read, and what could not be.
func (p *session) summary(rows []present.Row) {
	u, _ := p.known.get()
	if u.Err != nil {
		p.say("Error: %s", u.Err)
	}
	if p.result == nil {
		p.say("Nothing could be read.")
		return
	}
	rep := &p.result.Report
	switch {
	case len(rows) > 0:
		p.say("%s of %d cannot pull an image, for %s.", present.Plural(len(rows), "pod"), max(rep.Summary.PodsRead, len(rows)), present.Plural(len(rep.Causes), "cause"))
	case len(rep.Unreadable) == 0:
		p.say("OK: no image pull failures. %s checked in %s.", present.Plural(rep.Summary.PodsRead, "pod"), p.o.Namespace)
	default:
		p.say("No failures found, but not everything could be read. %s checked.", present.Plural(rep.Summary.PodsRead, "pod"))
	}
	for _, x := range rep.Unreadable {
		p.say("Not read: %s", present.UnreadableWords(x))
	}
}

func rowText(r *present.Row) string {
	s := fmt.Sprintf("%s/%s: %s", r.Key.Namespace, r.Key.Pod, r.Cause)
	if r.Severity == diagnose.SeverityWarning {
		s += " (warning)"
	}
	if r.Registry != "" {
		s += ", registry " + r.Registry
	}
	if r.Pods > 1 {
		s += ", shared by " + present.Plural(r.Pods, "pod")
	}
	return s + "."
}

// export writes the report beside where the program was started.
func (p *session) export() {
	if p.result == nil {
		p.say("Nothing has been read yet.")
		return
	}
	p.wrote(export.WriteReport(p.result, p.o.Folder))
}

func (p *session) wrote(m export.SavedMsg) {
	if m.Err != nil {
		p.say("Error: %s", m.Err)
		return
	}
	p.say("%s.", m.Text)
}

package line

import (
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// open says why one pod cannot pull, and offers its fixes.
func (p *session) open(d *diagnose.Diagnosis) error {
	f := d.Failure
	p.say("")
	p.say("Pod %s/%s, container %s, image %s.", f.Namespace, f.Pod, f.Container, f.Image)
	p.say("%s Confidence: %s.", d.Summary, present.Root(d).Certainty)
	for _, l := range d.Chain {
		p.say("%s", linkText(l))
	}
	p.says("Why", present.Why(d))
	p.says("Note", present.AskedWords(p.answers.Asked(f), p.now(), "a"))
	if c := present.Root(d).Compare; c != nil {
		p.compare(c)
	}
	fixes := present.Root(d).Fixes
	for i := range fixes {
		p.say("Fix %d: %s. %s.", i+1, strings.TrimSuffix(fixes[i].Title, "."), present.Sentence(present.Costs(&fixes[i])))
		p.says("Blocked", fixes[i].Blocked)
	}
	question := "d for details, b for the list, q to quit:"
	if p.canAsk() {
		question = "a to ask the registry, " + question
	}
	if len(fixes) == 0 {
		p.say("%s", present.FixSummary(d))
	} else {
		question = "number of a fix to preview, " + question
	}
	question = present.Sentence(question)
	for {
		answer, err := p.ask(question)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(answer)
		switch {
		case answer == "" || answer == "b":
			return nil
		case answer == "d":
			p.details(d)
		case answer == "a" && p.canAsk():
			return p.askPod(d)
		case err == nil && n >= 1 && n <= len(fixes):
			return p.fix(fixes[n-1], d)
		default:
			p.say("Not understood: %q.", answer)
		}
	}
}

// linkText is one link of the chain: "Broken: Registry key "gchr.io", needs ...".
func linkText(l diagnose.Link) string {
	_, word, _ := present.LinkStyle(theme.Plain(), l.State)
	s := present.Sentence(strings.ToLower(word)) + ": " + l.Title
	if l.Name != "" {
		s += " " + l.Name
	}
	if l.Note != "" {
		s += ", " + l.Note
	}
	return cell.Clean(s) + "."
}

// compare spells out where two names differ; a screen reader does not read a ^.
func (p *session) compare(c *diagnose.Compare) {
	p.say("Compare: %s is %s.", c.HaveLabel, c.Have)
	p.say("Compare: %s is %s.", c.WantLabel, c.Want)
	have, want, marks := present.Align(cell.Clean(c.Have), cell.Clean(c.Want))
	a, b := []rune(have), []rune(want)
	for i, m := range []rune(marks) {
		if m != ' ' && i < len(a) && i < len(b) {
			p.say("Differs: character %d is %s and should be %s.", i+1, spelled(a[i]), spelled(b[i]))
		}
	}
}

// spelled is a character in words where a screen reader would skip it.
func spelled(r rune) string {
	switch r {
	case present.Gap:
		return "nothing"
	case ' ':
		return "a space"
	}
	return `"` + string(r) + `"`
}

// details are the evidence of every link, then what concerns all of them.
func (p *session) details(d *diagnose.Diagnosis) {
	for _, l := range d.Chain {
		p.say("%s", linkText(l))
		p.says("What it is", l.About)
		for _, fact := range l.Facts {
			p.says("Found", fact)
		}
		for _, f := range d.Failure.Findings {
			if f.Link != l.ID {
				continue
			}
			p.says("Finding", f.Title+". "+f.Detail)
			for _, command := range f.Commands {
				p.says("Command", command)
			}
			for _, e := range f.Evidence {
				p.says("Evidence, "+e.Source, e.Text)
			}
		}
	}
	p.says("The node's message", present.NodeMessage(d))
	for _, e := range d.Events {
		times := ""
		if e.Count > 1 {
			times = ", " + strconv.Itoa(e.Count) + " times"
		}
		p.say("Event %s, %s%s: %s", present.Clock(e.Last), e.Reason, times, e.Message)
	}
	for _, s := range d.RuledOut {
		p.says("Ruled out", s)
	}
	for _, s := range d.Unknown {
		p.says("Cannot tell", s)
	}
}

package line

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// errBack ends a lesson or the course, not the program.
var errBack = errors.New("the user goes back")

// courseMenu lists the lessons, one line each, and opens what is chosen. start is the lesson to begin
// with, empty for the list.
func (p *session) courseMenu(start string) error {
	c := &p.course
	if c.Course == nil {
		var err error
		if c.Course, err = p.o.Course.Load(); err != nil {
			p.say("Error: %s", err)
			return nil
		}
		if c.Progress, err = course.Read(p.o.Course.File); err != nil {
			p.say("Note: %s", err)
		}
	}
	for {
		err := p.begin(start)
		start = ""
		if errors.Is(err, errBack) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// begin opens what was asked for on the command line, or asks.
func (p *session) begin(start string) error {
	switch {
	case start == "exam":
		return p.within(p.exam())
	case start != "":
		i := course.Named(p.course.Course, start)
		if i < 0 {
			p.say("There is no lesson %q: %s.", start, course.Names(p.course.Course))
			return nil
		}
		return p.within(p.lesson(i))
	}
	return p.lessons()
}

// within keeps the end of a lesson from ending the course.
func (p *session) within(err error) error {
	if errors.Is(err, errBack) {
		return nil
	}
	return err
}

// lessons asks which one to open.
func (p *session) lessons() error {
	c := &p.course
	p.say("")
	p.say("The course. %d of %s done.", course.Finished(c.Course, c.Progress), present.Plural(len(c.Course.Lessons), "lesson"))
	for i := range c.Course.Lessons {
		l := &c.Course.Lessons[i]
		how := ""
		if r := c.Progress.Lessons[l.Case]; r != nil && r.Done {
			how = " Done."
		} else if c.Progress.Started(l.Case) {
			how = " Started."
		}
		p.say("%d. %s.%s", i+1, strings.TrimSuffix(l.Title, "."), how)
	}
	answer, err := p.ask(fmt.Sprintf("Number of a lesson (enter for %d), x for the exam, s for the summary, w for the glossary, f for free play, q to quit:",
		course.Next(c.Course, c.Progress)+1))
	if err != nil {
		return err
	}
	switch n, notNumber := strconv.Atoi(answer); {
	case answer == "":
		return p.within(p.lesson(course.Next(c.Course, c.Progress)))
	case answer == "x":
		return p.within(p.exam())
	case answer == "s":
		p.text(strings.Join(train.SummaryLines(c), "\n"))
	case answer == "w" || strings.HasPrefix(answer, "w "):
		p.words(strings.TrimSpace(answer[1:]))
	case answer == "f":
		return errBack
	case notNumber == nil && n >= 1 && n <= len(c.Course.Lessons):
		return p.within(p.lesson(n - 1))
	default:
		p.say("Not understood: %q.", answer)
	}
	return nil
}

// text says a text of the course, a line for each paragraph.
func (p *session) text(s string) {
	for line := range strings.SplitSeq(inTypedWords(train.Paragraphs(s)), "\n") {
		if strings.TrimSpace(line) != "" {
			p.say("%s", line)
		}
	}
}

// words says what every word means, or those with this in their name.
func (p *session) words(some string) {
	found := false
	for _, t := range p.course.Course.Terms {
		if slices.ContainsFunc(append([]string{t.Name}, t.Also...), func(s string) bool {
			return strings.Contains(strings.ToLower(s), strings.ToLower(some))
		}) {
			p.say("%s: %s", t.Name, strings.Join(strings.Fields(t.Means), " "))
			found = true
		}
	}
	if !found {
		p.say("%q is not in the glossary; w lists all terms.", some)
	}
}

// enterRoom sets a cluster up and looks at it instead of the one before. leave goes back.
func (p *session) enterRoom(cases ...string) (leave func(), err error) {
	p.say("Setting up a fresh practice cluster.")
	room, err := p.o.Course.Open(p.ctx, cases...)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(p.ctx)
	backend, known, result, login, namespace := p.backend, p.known, p.result, p.o.Login, p.o.Namespace
	p.course.Room, p.backend, p.known, p.result, p.o.Login = room, room.Backend, follower(room.Backend.Watch(ctx)), nil, room.Login
	p.o.Namespace = "the lesson's cluster"
	return func() {
		stop()
		room.Close()
		p.course.Room, p.course.Attempt, p.course.Exam = nil, nil, nil
		p.backend, p.known, p.result, p.o.Login, p.o.Namespace = backend, known, result, login, namespace
	}, nil
}

// roomLine takes what can be typed on every page: kubectl and words; false for anything else.
func (p *session) roomLine(answer string) bool {
	answer = strings.TrimSpace(strings.TrimPrefix(answer, "$")) // as in manuals
	first, rest, _ := strings.Cut(answer, " ")
	switch first {
	case "w", "i": // i is the key of the screens
		p.words(strings.TrimSpace(rest))
	case "":
		p.say("Type kubectl commands here, for example kubectl get pods -A; help lists what is supported.")
	case "help", "?", "kubectl", "k":
		for line := range strings.SplitSeq(p.course.Room.Kubectl(context.WithoutCancel(p.ctx), answer), "\n") {
			p.say("%s", line)
		}
	default:
		return false
	}
	return true
}

// Look reads the room for the lesson; nil when it cannot be read.
func (p *session) Look() *lesson.State {
	s, err := p.course.Room.Look(p.ctx)
	if err != nil {
		p.say("Error: %s", err)
		return nil
	}
	return &s
}

// pods shows what fails in the room, and opens what is chosen, as in free play.
func (p *session) pods() error {
	if err := p.firstReading(); err != nil {
		return err
	}
	p.diagnose()
	rows := present.Rows(p.result)
	for i := range rows {
		p.say("%d. %s", i+1, rowText(&rows[i]))
	}
	if len(rows) == 0 {
		p.say("No failing pods.")
		return nil
	}
	answer, err := p.ask("Number of a pod, enter to go back:")
	if n, e := strconv.Atoi(answer); err == nil && e == nil && n >= 1 && n <= len(rows) {
		return p.open(&p.result.Diagnoses[rows[n-1].Index])
	}
	return err
}

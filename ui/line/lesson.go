package line

import (
	"fmt"
	"strconv"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// lesson goes through a lesson from where it was left.
func (p *session) lesson(i int) error {
	c := &p.course
	l := &c.Course.Lessons[i]
	leave, err := p.enterRoom(l.Case)
	if err != nil {
		p.say("Error: %s", err)
		return errBack
	}
	defer leave()
	shown := train.Printed(p.ctx, c.Room, l.Kubectl)
	t := course.Begin(l, c.Progress.Of(l.Case))
	c.Attempt = t
	p.see(t)
	p.say("")
	p.say("Lesson %d of %d: %s. This is practice; nothing is real.", i+1, len(c.Course.Lessons), l.Title)
	p.say("Goal: %s", l.Goal)
	for s := t.Step(); s != nil; s = t.Step() {
		p.say("")
		p.say("Page %d of %d.", t.Record.Step+1, len(l.Steps)+1)
		switch {
		case s.Ask != nil:
			err = p.question(t, s.Ask)
		case s.Do != nil:
			err = p.task(t, s.Do)
		default:
			p.text(s.Read)
			err = p.goOn(t)
		}
		p.keep()
		if err != nil {
			return err
		}
	}
	p.say("")
	p.say("The lesson is done. %s", train.ScoreWords(l, t.Record))
	p.say("In a real cluster:")
	p.text(l.Real)
	for i, k := range l.Kubectl {
		p.say("With kubectl: %s", k.Run)
		p.says("It prints", shown[i])
		p.say("Look for: %s", k.Look)
	}
	return nil
}

func (p *session) keep() {
	if err := p.course.Progress.Write(p.o.Course.File); err != nil {
		p.say("Error: %s", err)
	}
}

// see says what the lesson has to say about the cluster's state, and whether the task is done.
func (p *session) see(t *course.Attempt) bool {
	if s := p.Look(); s != nil {
		says, _ := t.Look(*s)
		for _, x := range says {
			p.say("Note: %s", inTypedWords(x))
		}
	}
	return t.Solved()
}

// goOn waits for enter.
func (p *session) goOn(t *course.Attempt) error {
	for {
		answer, err := p.ask("Enter continues, b goes back a page, kubectl ... works here, w or w TERM explains, l lists the lessons, q quits:")
		switch {
		case err != nil:
			return err
		case answer == "":
			t.Next()
			return nil
		case answer == "b":
			t.Back()
			return nil
		case answer == "l":
			return errBack
		case !p.roomLine(answer):
			p.say("Not understood: %q.", answer)
		}
	}
}

func (p *session) question(t *course.Attempt, q *lesson.Question) error {
	p.text("Question: " + q.Text)
	for i, a := range q.Answers {
		p.say("%d. %s", i+1, a.Text)
	}
	for !t.Solved() {
		answer, err := p.ask(fmt.Sprintf("Your answer, 1 to %d (kubectl ... works, b, w, l, q as before):", len(q.Answers)))
		if err != nil {
			return err
		}
		n, notNumber := strconv.Atoi(answer)
		switch {
		case answer == "b":
			t.Back()
			return nil
		case answer == "l":
			return errBack
		case notNumber == nil:
			a, ok := t.Answer(n - 1)
			switch {
			case !ok:
				p.say("There is no answer %d.", n)
			case a.Right:
				p.say("Right: %s", a.Why)
			default:
				p.say("Not quite: %s", inTypedWords(a.Why))
			}
		case !p.roomLine(answer):
			p.say("Not understood: %q.", answer)
		}
	}
	return p.goOn(t)
}

// settleTime is how long a look at the task waits for pods that are about to run.
const settleTime = 3 * time.Second

func (p *session) task(t *course.Attempt, d *lesson.Task) error {
	p.text("Your task: " + d.Text)
	for !p.see(t) {
		answer, err := p.ask("p for the pods and their fixes, kubectl ... for kubectl, h for a hint, enter to look again, b, w, l, q as before:")
		if err != nil {
			return err
		}
		switch {
		case answer == "":
			p.await(t)
		case answer == "p" || answer == "f":
			if err := p.pods(); err != nil {
				return err
			}
		case answer == "h" && t.Hint():
			hints := t.Hints()
			p.say("Hint %d of %d: %s", len(hints), len(d.Hints), inTypedWords(hints[len(hints)-1]))
		case answer == "h":
			p.say("No more hints. s skips the task.")
		case answer == "s" && len(t.Hints()) == len(d.Hints):
			t.Skip()
			t.Next()
			return nil
		case answer == "b":
			t.Back()
			return nil
		case answer == "l":
			return errBack
		case !p.roomLine(answer):
			p.say("Not understood: %q.", answer)
		}
	}
	p.say("Done. %s", d.Fix)
	return p.goOn(t)
}

// await gives the cluster a moment to reach what the task asks for.
func (p *session) await(t *course.Attempt) {
	for end := time.Now().Add(settleTime); !p.see(t) && time.Now().Before(end); {
		select {
		case <-p.ctx.Done():
			return
		case <-time.After(200 * time.Millisecond):
		}
	}
	if !t.Solved() {
		p.say("Not done yet.")
	}
}

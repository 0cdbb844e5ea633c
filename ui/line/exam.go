package line

import (
	"fmt"
	"strconv"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// exam goes through an exam, problem by problem.
func (p *session) exam() error {
	c := &p.course
	e := c.NextExam(p.o.Course)
	p.say("The exam: %s. Name the cause of each, then fix it.", present.Plural(len(e.Items), "problem"))
	if c.Progress.Exam != nil && c.Progress.Exam.Seed == e.Seed {
		p.say("Resuming the exam that you left. pulldoctor --train --plain --lesson exam --seed NUMBER starts another.")
	}
	for e.Item() != nil {
		leave, err := p.enterRoom(e.Item().Case)
		if err != nil {
			p.say("Error: %s", err)
			return errBack
		}
		err = p.problem(e)
		leave()
		if err != nil {
			return err
		}
		e.Next()
		c.Progress.Exam = e.Kept()
		p.keep()
	}
	r := e.Result()
	c.Progress.Exam = nil
	c.Progress.Exams = append(c.Progress.Exams, r)
	p.keep()
	p.say("")
	p.say("%d of %s.", r.Points, present.Plural(r.Of, "point"))
	for _, line := range train.ExamAgain(c, r.Missed) {
		p.say("%s.", line)
	}
	p.say("To repeat this exam: pulldoctor --train --plain --lesson exam --seed %d", r.Seed)
	return nil
}

func (p *session) problem(e *course.Exam) error {
	x := e.Item()
	p.say("")
	p.say("Problem %d of %d: pod %s/%s.", e.At+1, len(e.Items), x.Namespace, x.Pod)
	if p.course.Seen = p.Look(); p.course.Seen != nil {
		if q := train.PodOf(x, p.course.Seen); q != nil {
			p.say("Image: %s", q.Image)
			p.say("Reason: %s", q.Reason)
			p.says("Message", q.Message)
		}
	}
	for i, choice := range x.Choices {
		p.say("%d. %s", i+1, choice)
	}
	for e.Chosen < 0 {
		answer, err := p.ask(fmt.Sprintf("The cause, 1 to %d; kubectl ... works, w explains terms, l lists the lessons (the exam resumes later), q quits:", len(x.Choices)))
		if err != nil {
			return err
		}
		n, notNumber := strconv.Atoi(answer)
		switch {
		case answer == "l":
			return errBack
		case notNumber == nil:
			if !e.Answer(n - 1) {
				p.say("There is no answer %d.", n)
			}
			p.course.Progress.Exam = e.Kept()
			p.keep()
		case !p.roomLine(answer):
			p.say("Not understood: %q.", answer)
		}
	}
	if e.Chosen == x.Right {
		p.say("Right: %s", x.Tells)
	} else {
		p.say("Incorrect. It is %d: %s", x.Right+1, x.Tells)
	}
	return p.solve(e)
}

func (p *session) solve(e *course.Exam) error {
	for wait := time.Duration(0); ; wait = settleTime {
		for end := time.Now().Add(wait); ; time.Sleep(100 * time.Millisecond) {
			if s := p.Look(); s == nil || e.Look(*s) || time.Now().After(end) || p.ctx.Err() != nil {
				break
			}
		}
		if e.Fixed {
			p.say("The pod is running.")
			return nil
		}
		answer, err := p.ask("Now fix it: p for the pods and their fixes, kubectl ... for kubectl, enter to look again, s to skip, w to explain terms, l for the lessons, q to quit:")
		if err != nil {
			return err
		}
		switch {
		case answer == "":
		case answer == "s":
			return nil
		case answer == "l":
			return errBack
		case answer == "p":
			if err := p.pods(); err != nil {
				return err
			}
		case !p.roomLine(answer):
			p.say("Not understood: %q.", answer)
		}
	}
}

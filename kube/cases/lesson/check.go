package lesson

import (
	"errors"
	"fmt"
	"strings"
)

// leastHints is the least number of hints of a task: a direction, a place, the answer.
const leastHints = 3

// check refuses a lesson that cannot be run. The error names the field.
func (l *Lesson) check() error {
	for field, text := range map[string]string{"title": l.Title, "goal": l.Goal, "namespace": l.Namespace, "real": l.Real} {
		if strings.TrimSpace(text) == "" {
			return fmt.Errorf("%s is empty", field)
		}
	}
	if len(l.Steps) == 0 {
		return errors.New("steps is empty")
	}
	for i := range l.Steps {
		if err := l.Steps[i].check(); err != nil {
			return fmt.Errorf("steps[%d]%w", i, err)
		}
	}
	for i, c := range l.Kubectl {
		if c.Run == "" || c.Look == "" || c.Shows == "" {
			return fmt.Errorf("kubectl[%d]: run, look and shows belong together", i)
		}
	}
	for i := range l.Reactions {
		if err := checkAll(l.Reactions[i].When); err != nil || l.Reactions[i].Says == "" {
			return fmt.Errorf("reactions[%d]: when and says belong together: %w", i, err)
		}
	}
	for i := range l.Claims {
		if err := l.Claims[i].check(); err != nil {
			return fmt.Errorf("claims[%d]%w", i, err)
		}
	}
	return nil
}

func (s *Step) check() error {
	n := 0
	if s.Read != "" {
		n++
	}
	if s.Ask != nil {
		n++
		if err := s.Ask.check(); err != nil {
			return fmt.Errorf(".ask%w", err)
		}
	}
	if s.Do != nil {
		n++
		if err := s.Do.check(); err != nil {
			return fmt.Errorf(".do%w", err)
		}
	}
	if n != 1 {
		return errors.New(": must have exactly one of read, ask and do")
	}
	return nil
}

func (q *Question) check() error {
	right := 0
	said := map[string]bool{}
	for i, a := range q.Answers {
		if a.Right {
			right++
		}
		if a.Text == "" || a.Why == "" || said[a.Why] {
			return fmt.Errorf(".answers[%d]: must have a text and a why of its own", i)
		}
		said[a.Why] = true
	}
	switch {
	case q.Text == "":
		return errors.New(".text is empty")
	case len(q.Answers) < 2 || len(q.Answers) > 9:
		return fmt.Errorf(".answers: must have 2 to 9, has %d", len(q.Answers))
	case right != 1:
		return fmt.Errorf(".answers: %d are right, must be one", right)
	}
	return nil
}

func (t *Task) check() error {
	switch {
	case t.Text == "" || t.Fix == "":
		return errors.New(": text and fix are required")
	case len(t.Hints) < leastHints:
		return fmt.Errorf(".hints: %d, must be at least %d", len(t.Hints), leastHints)
	case len(t.Way) == 0:
		return errors.New(".way is empty")
	}
	if err := checkAll(t.Until); err != nil {
		return fmt.Errorf(".until%w", err)
	}
	return nil
}

func checkAll(list []Condition) error {
	if len(list) == 0 {
		return errors.New(": no condition")
	}
	for i := range list {
		if err := list[i].check(); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	return nil
}

func (c *Condition) check() error {
	n := 0
	for _, s := range []string{c.Pod, c.Secret, c.Account} {
		if s != "" {
			n++
		}
	}
	if n != 1 {
		return errors.New("a condition must be about one of pod, secret and account")
	}
	if c.Secret == anything && c.Gone {
		return errors.New("a condition on any secret cannot use gone")
	}
	return nil
}

func (c *Claim) check() error {
	if c.Says == "" || len(c.Play) == 0 {
		return errors.New(": says and play belong together")
	}
	proves := false
	for i, a := range c.Play {
		n := 0
		if a.Run != "" {
			n++
		}
		for _, x := range []*Condition{a.Until, a.Holds} {
			if x == nil {
				continue
			}
			n++
			if err := x.check(); err != nil {
				return fmt.Errorf(".play[%d]: %w", i, err)
			}
		}
		if n != 1 || a.Shows != "" && a.Run == "" {
			return fmt.Errorf(".play[%d]: must have exactly one of run, until and holds", i)
		}
		proves = proves || a.Run == "" || a.Shows != ""
	}
	if !proves {
		return errors.New(".play checks nothing")
	}
	return nil
}

// check refuses a course in which a lesson or a term occurs twice.
func (c *Course) check() error {
	if len(c.Lessons) == 0 {
		return errors.New("lessons is empty")
	}
	seen := map[string]bool{}
	for i := range c.Lessons {
		name := c.Lessons[i].Case
		if seen[name] {
			return fmt.Errorf("lessons: %s occurs twice", name)
		}
		seen[name] = true
	}
	for i, p := range c.Exam {
		switch {
		case p.Case == "" || p.Namespace == "" || p.Pod == "" || p.Cause == "" || p.Tells == "":
			return fmt.Errorf("exam[%d]: must have case, namespace, pod, cause and tells", i)
		case p.Lesson != "" && !seen[p.Lesson]:
			return fmt.Errorf("exam[%d]: there is no lesson %q", i, p.Lesson)
		case seen["exam "+p.Case]:
			return fmt.Errorf("exam[%d]: %s occurs twice", i, p.Case)
		}
		seen["exam "+p.Case] = true
	}
	return nil
}

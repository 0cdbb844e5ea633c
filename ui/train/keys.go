package train

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Actions are what practice has on every screen: the course, the kubectl prompt, the words. The words are
// there outside of practice, too.
func (c *Course) Actions() []screen.Action {
	if c.env.Options.Course == nil {
		return []screen.Action{c.words(true)}
	}
	to := screen.Action{Key: screen.KeyCourse, Help: "course", Doc: "the course: lessons for beginners and an exam",
		Do: func() tea.Cmd { return c.Open("") }}
	if c.env.InLesson {
		to.Help, to.Doc, to.Do = "lesson", "back to the page of the lesson", c.ToPage
		if c.Exam != nil {
			to.Help, to.Doc = "exam", "back to the page of the exam"
		}
	}
	page := false // the keys of the course are shown on its pages
	switch c.env.Top().(type) {
	case *LessonPage, *ExamPage:
		to.Disabled, page = "already on the screen", true
	case *Menu, *Choice:
		to.Disabled = "already on the screen"
	}
	kubectl := screen.Action{Key: screen.KeyKubectl, Help: "kubectl", Doc: "type kubectl commands, as in a real cluster", Hidden: !page,
		Do: func() tea.Cmd { return c.openShell() }}
	if !c.env.InLesson {
		kubectl.Disabled = "the prompt is available in lessons; t opens the course"
	}
	return []screen.Action{to, kubectl, c.words(!page)}
}

func (c *Course) words(hidden bool) screen.Action {
	return screen.Action{Key: screen.KeyGlossary, Help: "glossary", Doc: "explain the terms on this screen", Hidden: hidden,
		Do: func() tea.Cmd { return c.openGlossary() }}
}

// Sealed says whether the screens that show the cause are closed: a question of the exam is open.
func (c *Course) Sealed() bool {
	e := c.Exam
	return e != nil && e.Item() != nil && (e.Chosen < 0 || c.Opening != "")
}

// Line is where the lesson goes on, for the rule above the footer of a screen
// that is not the course's own. first says whether that is the list.
func (c *Course) Line(first bool) string {
	if c.env.Options.Course == nil {
		return ""
	}
	switch c.env.Top().(type) {
	case *Menu, *LessonPage, *ExamPage, *Glossary, *Choice:
		return ""
	}
	switch t := c.backKey(); {
	case c.Opening != "":
		return c.env.Spinner() + " setting up a cluster for " + c.Opening
	case c.Exam != nil:
		return "Exam. " + t + ": back to the question"
	case c.Attempt != nil:
		s := c.Attempt.Step()
		if s == nil || s.Do == nil {
			return fmt.Sprintf("Lesson %d. %s: back to the page", c.at+1, t)
		}
		if c.Attempt.Solved() {
			return theme.Check + " The task is done. " + t + ": continue the lesson"
		}
		return "Task (" + t + " for details): " + FirstSentence(s.Do.Text)
	}
	if !first {
		return ""
	}
	return "t: the course, " + c.progressWords()
}

// FirstSentence is that of a text that was wrapped by hand.
func FirstSentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

// backKey is how one comes back to the page from here: where letters are typed, t is one of them.
func (c *Course) backKey() string {
	if c.env.Top().Input() != nil {
		return "esc, then t"
	}
	return "t"
}

// progressWords say how far one is.
func (c *Course) progressWords() string {
	if c.Course == nil {
		return "a lesson for each kind of problem, and an exam"
	}
	done := course.Finished(c.Course, c.Progress)
	if done == len(c.Course.Lessons) {
		return "all lessons done; take the exam"
	}
	at := course.Next(c.Course, c.Progress)
	return fmt.Sprintf("lesson %d of %d: %s", at+1, len(c.Course.Lessons), cell.Clean(c.Course.Lessons[at].Title))
}

// Place is what the top line says between the practice cluster and the screen.
func (c *Course) Place() []string {
	switch {
	case c.Exam != nil:
		return []string{"exam"}
	case c.Attempt != nil:
		return []string{fmt.Sprintf("lesson %d of %d", c.at+1, len(c.Course.Lessons))}
	}
	return nil
}

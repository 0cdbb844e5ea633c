package train

import (
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// LessonPage is one page of a lesson: something to read, a question, a task, or its end.
type LessonPage struct {
	env    *screen.Env
	course *Course
	cursor int    // the answer
	why    string // what was said to the answer that was given
	right  bool
	scroll cell.Scroll
	page   int
	follow bool // the end of the page is wanted: something was said there
}

func newLessonPage(c *Course) *LessonPage { return &LessonPage{env: c.env, course: c} }

func (p *LessonPage) Place() []string        { return nil } // the page begins with its title
func (p *LessonPage) Input() *screen.Input   { return nil }
func (p *LessonPage) Update(tea.Msg) tea.Cmd { return nil }

func (p *LessonPage) Status() string {
	t := p.course.Attempt
	if t.Step() == nil {
		return "end"
	}
	return fmt.Sprintf("page %d of %d", t.Record.Step+1, len(t.Lesson.Steps)+1)
}

// on goes to the next page.
func (p *LessonPage) on() tea.Cmd {
	if p.course.Attempt.Next() {
		return p.turned()
	}
	return nil
}

func (p *LessonPage) before() tea.Cmd {
	if p.course.Attempt.Back() {
		return p.turned()
	}
	return nil
}

func (p *LessonPage) turned() tea.Cmd {
	p.cursor, p.why, p.right, p.follow, p.course.says = 0, "", false, false, nil
	p.scroll.Home()
	return p.course.keepProgress()
}

// answer takes the answer under the cursor.
func (p *LessonPage) answer() tea.Cmd {
	ans, ok := p.course.Attempt.Answer(p.cursor)
	if !ok {
		return nil
	}
	p.why, p.right, p.follow = ans.Why, ans.Right, true
	return p.course.keepProgress()
}

func (p *LessonPage) pick(i int) func() tea.Cmd {
	return func() tea.Cmd { p.cursor = i; return p.answer() }
}

func (p *LessonPage) hint() tea.Cmd {
	if p.course.Attempt.Hint() {
		p.follow = true
		return tea.Batch(p.course.keepProgress(), p.env.Send(screen.AgainMsg{}))
	}
	return nil
}

// toCluster shows the lesson's pods.
func (p *LessonPage) toCluster() tea.Cmd {
	p.env.Home()
	return p.env.Refresh()
}

func (p *LessonPage) Actions() []screen.Action {
	t := p.course.Attempt
	enter := screen.Action{Key: screen.KeyOpen, Help: "continue", Do: p.on}
	var own []screen.Action
	switch s := t.Step(); {
	case s == nil:
		enter.Help, enter.Do = "next lesson", p.nextLesson
		if p.course.at+1 == len(p.course.Course.Lessons) {
			enter.Help, enter.Do = "all lessons", p.course.ToMenu
		}
	case s.Ask != nil && !t.Solved():
		enter.Help, enter.Do = "answer", p.answer
		for i := range s.Ask.Answers {
			own = append(own, screen.Action{Key: screen.KeyNumber, Keys: []string{strconv.Itoa(i + 1)}, Help: fmt.Sprintf("answer %d", i+1), Hidden: true, Do: p.pick(i)})
		}
	case s.Do != nil && !t.Solved():
		enter.Help, enter.Doc, enter.Do = "to the cluster", "the pods of this lesson; t returns here", p.toCluster
		more := ""
		if len(t.Hints()) == len(s.Do.Hints) {
			more = "no more hints"
		}
		skip := "use all hints first (h)"
		if more != "" {
			skip = ""
		}
		own = append(own,
			screen.Action{Key: screen.KeyHint, Help: "hint", Doc: "show another hint", Disabled: more, Do: p.hint},
			screen.Action{Key: screen.KeySkip, Help: "skip", Doc: "continue without doing the task", Disabled: skip, Hidden: skip != "",
				Do: func() tea.Cmd { t.Skip(); return p.on() }})
	}
	own = append(own,
		screen.Action{Key: screen.KeyPageBack, Help: "previous page", Hidden: true, Do: p.before},
		screen.Action{Key: screen.KeyRestart, Help: "restart", Doc: "restart this lesson with a fresh cluster", Hidden: true, Do: p.again},
		screen.Action{Key: screen.KeyBack, Help: "lessons", Doc: "leave; you resume here next time", Do: p.course.ToMenu})
	own = append([]screen.Action{enter}, own...)
	what := "choose"
	if p.choices() == 0 {
		what = "scroll"
	}
	m := screen.SplitMoves(what, p.move, p.scroll.By, func() int { return p.page })
	return append(append(own[:1:1], m[0]), append(own[1:], m[1:]...)...)
}

func (p *LessonPage) choices() int {
	t := p.course.Attempt
	if s := t.Step(); s != nil && s.Ask != nil && !t.Solved() {
		return len(s.Ask.Answers)
	}
	return 0
}

// move chooses an answer, or scrolls where there is none.
func (p *LessonPage) move(n int) {
	if k := p.choices(); k > 0 {
		p.cursor = max(min(p.cursor+n, k-1), 0)
		return
	}
	p.scroll.By(n)
}

func (p *LessonPage) nextLesson() tea.Cmd { return p.course.openLesson(p.course.at + 1) }

func (p *LessonPage) again() tea.Cmd {
	p.course.Attempt.Record.Step, p.course.Attempt.Record.Solved = 0, nil
	return tea.Batch(p.course.keepProgress(), p.course.openLesson(p.course.at))
}

func (p *LessonPage) View(w, h int) []string {
	p.page = h
	lines := p.lines(w)
	if p.follow {
		p.scroll.Show(len(lines)-1, len(lines), h)
		p.follow = false
	}
	return p.scroll.View(lines, h, "ctrl+d")
}

func (p *LessonPage) Text() ([]string, int) {
	w := p.env.Width
	lines := p.lines(max(w, 20))
	for i, l := range lines {
		if p.choices() > 0 && cell.Cut(l, 3) == " "+theme.Cursor+" " {
			return lines, i
		}
	}
	return lines, len(lines) - 1
}

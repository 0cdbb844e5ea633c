package train

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose/glossary"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/course"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Glossary explains the words of the trade, those of the screen underneath first.
type Glossary struct {
	env    *screen.Env
	over   screen.Screen
	Terms  []lesson.Term
	Here   int // how many of them are on the screen
	cursor int
	scroll cell.Scroll
}

// openGlossary needs the course to be read, since the words are in it. Outside of practice the words are
// those of the program.
func (c *Course) openGlossary() tea.Cmd {
	if c.env.Options.Course == nil {
		c.env.Push(newGlossary(c.env, glossary.Terms()))
		return nil
	}
	if c.Course != nil {
		c.env.Push(newGlossary(c.env, c.Course.Terms))
		return nil
	}
	load := c.env.Options.Course.Load
	return func() tea.Msg {
		read, err := load()
		if err != nil {
			return wordsMsg{err: err}
		}
		return wordsMsg{terms: read.Terms}
	}
}

// wordsMsg: the words were read before the course was opened.
type wordsMsg struct {
	terms []lesson.Term
	err   error
}

func (c *Course) showWords(m wordsMsg) {
	if m.err != nil {
		c.env.Keep("× " + m.err.Error())
		return
	}
	c.env.Push(newGlossary(c.env, m.terms))
}

func newGlossary(env *screen.Env, terms []lesson.Term) *Glossary {
	g := &Glossary{env: env, over: env.Top()}
	text := ansi.Strip(strings.Join(env.Top().View(max(env.Width, screen.MinWidth), max(env.Height, screen.MinHeight)), " "))
	g.Terms, g.Here = course.Mentioned(terms, text)
	return g
}

func (g *Glossary) Place() []string        { return append(g.over.Place(), "glossary") }
func (g *Glossary) Status() string         { return "" }
func (g *Glossary) Input() *screen.Input   { return nil }
func (g *Glossary) Update(tea.Msg) tea.Cmd { return nil }

func (g *Glossary) Actions() []screen.Action {
	m := screen.MoveActions("choose", func(n int) { g.cursor = max(min(g.cursor+n, len(g.Terms)-1), 0) }, func() int { return 8 })
	closing := func() tea.Cmd { g.env.Pop(); return nil }
	return append(m, screen.Action{Key: screen.KeyGlossary, Help: "close", Do: closing}, screen.Action{Key: screen.KeyEnter, Hidden: true, Do: closing})
}

func (g *Glossary) View(w, h int) []string {
	th := g.env.Theme
	out := []string{""}
	if len(g.Terms) == 0 {
		return cell.Exactly(append(out, " There are no terms to explain."), h)
	}
	t := g.Terms[g.cursor]
	meaning := append([]string{"", " " + th.Strong.Render(t.Name)}, present.Indent("   ", prose(t.Means, w-5))...)
	room := max(h-1-min(len(meaning), h/2+2), 3)
	g.scroll.Show(g.cursor, len(g.Terms), room)
	from, to := g.scroll.Range(len(g.Terms), room)
	for i := from; i < to; i++ {
		line := "   " + g.Terms[i].Name
		if i < g.Here {
			line += "  " + theme.Dot + " on this screen"
		}
		if i == g.cursor {
			line = th.Selected.Render(cell.Fit(" "+theme.Cursor+" "+line[3:], w))
		}
		out = append(out, cell.Cut(line, w))
	}
	return cell.Exactly(append(out, meaning...), h)
}

func (g *Glossary) Text() ([]string, int) {
	var out []string
	for _, t := range g.Terms {
		out = append(out, t.Name+": "+Paragraphs(t.Means))
	}
	return out, g.cursor
}

// Paragraphs joins the lines of a text that was wrapped by hand: an empty line parts paragraphs, and
// lines that begin with spaces stay as they are.
func Paragraphs(text string) string {
	var out []string
	open := false // the last line can be gone on with
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		switch plain := strings.TrimSpace(line); {
		case plain == "":
			out, open = append(out, ""), false
		case strings.HasPrefix(line, "  "):
			out, open = append(out, strings.TrimRight(line, " ")), false
		case open:
			out[len(out)-1] += " " + plain
		default:
			out, open = append(out, plain), true
		}
	}
	return strings.Join(out, "\n")
}

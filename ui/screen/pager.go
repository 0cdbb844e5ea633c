package screen

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// Pager shows lines that are more than fit, and finds words in them. Its keys are
// the same wherever there is text to read.
type Pager struct {
	Env    *Env
	Scroll cell.Scroll
	Page   int // lines on the screen as of the last drawing

	find   Input // what is looked for
	typing bool
	lines  []string // as of the last drawing, without styles
	at     int      // line of the match that was gone to, -1 for none
	goTo   bool     // the next drawing brings it on the screen
}

// NewPager is at the first line.
func NewPager(env *Env) *Pager {
	p := &Pager{Env: env, at: -1}
	p.find.Changed = func() { p.at = -1; p.step(1) }
	return p
}

// Input is the line that is typed; nil while there is no search.
func (p *Pager) Input() *Input {
	if p.typing {
		return &p.find
	}
	return nil
}

// Actions are the keys of a text. While a word is typed there are no others.
func (p *Pager) Actions() []Action {
	if p.typing {
		return []Action{
			{Key: KeyEnter, Help: "find", Do: func() tea.Cmd {
				p.typing = false
				if p.find.Value != "" && p.at < 0 {
					p.Env.Refuse("not found: " + cell.Clean(p.find.Value))
				}
				return nil
			}},
			{Key: KeyBack, Help: "cancel", Do: func() tea.Cmd { p.typing = false; p.find.Set(""); return nil }},
		}
	}
	return MoveActions("scroll", p.Scroll.By, func() int { return p.Page })
}

// Typing says whether a word is being typed, so that a screen leaves out its own
// keys.
func (p *Pager) Typing() bool { return p.typing }

// FindActions look for words; they come beside the keys of Actions.
func (p *Pager) FindActions() []Action {
	if p.typing {
		return nil
	}
	none := ""
	if p.find.Value == "" {
		none = "no search yet; / starts one"
	}
	next := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			if !p.step(n) {
				p.Env.Refuse("not found: " + cell.Clean(p.find.Value))
			}
			return nil
		}
	}
	out := []Action{
		{Key: KeyFind, Help: "find", Doc: "find a word in this text", Hidden: true, Do: func() tea.Cmd { p.typing = true; return nil }},
		{Key: KeyNextMatch, Help: "next match", Doc: "the next match; N is the one before", Hidden: none != "", Disabled: none, Do: next(1)},
		{Key: KeyPrevMatch, Hidden: true, Disabled: none, Do: next(-1)},
	}
	if p.find.Value != "" {
		out = append(out, Action{Key: KeyBack, Help: "end search", Hidden: true, Do: func() tea.Cmd { p.find.Set(""); return nil }})
	}
	return out
}

// step goes to the next match in a direction, around the end; false for none.
func (p *Pager) step(n int) bool {
	word := strings.ToLower(p.find.Value)
	if word == "" {
		p.at = -1
		return false
	}
	from := p.at
	if from < 0 && n < 0 {
		from = 0
	}
	for i := 1; i <= len(p.lines); i++ {
		at := ((from+n*i)%len(p.lines) + len(p.lines)) % len(p.lines)
		if strings.Contains(strings.ToLower(p.lines[at]), word) {
			p.at, p.goTo = at, true
			return true
		}
	}
	return false
}

// View draws h lines, with the matches marked and the line that is typed last.
func (p *Pager) View(lines []string, w, h int) []string {
	if p.typing {
		h--
	}
	p.Page = h
	word := strings.ToLower(p.find.Value)
	p.lines = make([]string, len(lines))
	for i, l := range lines {
		p.lines[i] = ansi.Strip(l)
	}
	if p.goTo {
		p.Scroll.Show(p.at, len(lines), max(h-1, 1))
		p.goTo = false
	}
	if word != "" {
		lines = append([]string(nil), lines...)
		for i := range lines {
			lines[i] = p.marked(lines[i], p.lines[i], word, i == p.at)
		}
	}
	out := p.Scroll.View(lines, h, p.Env.Keys.Label(KeyHalfDown))
	if p.typing {
		out = append(out, " / "+p.find.Show(max(w-12, 10), true)+p.found(word))
	}
	return out
}

// found says how many lines match.
func (p *Pager) found(word string) string {
	if word == "" {
		return ""
	}
	n := 0
	for _, l := range p.lines {
		if strings.Contains(strings.ToLower(l), word) {
			n++
		}
	}
	return p.Env.Theme.Faint.Render(fmt.Sprintf("  %d", n))
}

// marked is a line with the first match in it reversed. Where lower case has
// another length, the line stays as it is.
func (p *Pager) marked(line, plain, word string, here bool) string {
	low := strings.ToLower(plain)
	at := strings.Index(low, word)
	if at < 0 || len(low) != len(plain) {
		return line
	}
	from := cell.Width(plain[:at])
	to := from + cell.Width(plain[at:at+len(word)])
	style := p.Env.Theme.Selected
	if here {
		style = p.Env.Theme.Button
	}
	return ansi.Truncate(line, from, "") + style.Render(plain[at:at+len(word)]) + ansi.TruncateLeft(line, to, "")
}

// CopyAction copies a text as it is shown, without styles. The text must be free
// of credentials.
func CopyAction(env *Env, what string, text func() []string) Action {
	return Action{Key: KeyCopy, Help: "copy", Doc: "copy " + what + " as text", Hidden: true, Do: func() tea.Cmd {
		var b strings.Builder
		for _, l := range text() {
			b.WriteString(strings.TrimRight(ansi.Strip(l), " ") + "\n")
		}
		env.Say("copied " + what)
		return tea.SetClipboard(b.String())
	}}
}

package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/lookup"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Lookup prints what is known about words that were looked up.
func Lookup(w io.Writer, r lookup.Result, s report.Style) error {
	p := newPage(s)
	for _, n := range r.Notes {
		p.paragraph("", n)
	}
	for i := range r.Entries {
		if i > 0 || len(r.Notes) > 0 {
			p.b.WriteString("\n")
		}
		p.entry(&r.Entries[i])
	}
	return p.write(w)
}

// LookupConfig prints what a Docker config contains.
func LookupConfig(w io.Writer, file string, c lookup.Config, s report.Style) error {
	p := newPage(s)
	p.line(p.bold(file) + p.faint("  Docker config"))
	for _, f := range c.Faults {
		p.paragraph("", f)
	}
	if len(c.Hosts) > 0 {
		p.line("")
	}
	for _, h := range c.Hosts {
		what := "no credentials in the file"
		if h.Has {
			what = "has credentials"
		}
		if h.Service != "" {
			what = h.Service + ", " + what
		}
		if h.User != "" {
			what += ", user " + h.User
		}
		p.line("  " + p.bold(h.Key) + "  " + what)
		if h.Why != "" {
			p.paragraph("    ", h.Why)
		}
	}
	if len(c.Settings) > 0 {
		p.paragraph("", "Other settings, which a Secret created from the whole file would also contain: "+strings.Join(c.Settings, ", ")+".")
	}
	p.checks(c.Checks)
	if len(c.Do) > 0 {
		p.line("\n" + p.bold("What to do"))
	}
	for _, d := range c.Do {
		p.step(d.Text, d.Commands)
	}
	return p.write(w)
}

// page collects text for a terminal.
type page struct {
	b     strings.Builder
	color bool
	width int
	ascii bool
}

func newPage(s report.Style) *page {
	return &page{color: s.Color, width: max(s.Width, 40), ascii: s.ASCII}
}

func (p *page) write(w io.Writer) error {
	s := p.b.String()
	if p.ascii {
		s = onlyASCII(report.ToASCII(s))
	}
	_, err := io.WriteString(w, s)
	return err
}

// onlyASCII replaces all other characters beyond ASCII.
func onlyASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r > '~' {
			return '?'
		}
		return r
	}, s)
}

func (p *page) bold(s string) string { return p.sgr("1", s) }

func (p *page) faint(s string) string { return p.sgr("2", s) }

func (p *page) sgr(code, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p *page) line(s string) { p.b.WriteString(report.HarmlessInLogs(s) + "\n") }

func (p *page) paragraph(indent, s string) { p.hanging(indent, indent, s) }

func (p *page) hanging(first, indent, s string) {
	for _, l := range report.Wrap(s, max(20, p.width-len(indent))) {
		p.line(first + l)
		first = indent
	}
}

func (p *page) entry(e *lookup.Entry) {
	if c := check.Named(diagnose.CheckName(e.Name)); e.Kind == lookup.KindCheck && c != nil {
		_ = Check(&p.b, c, p.width) // a builder never fails
		return
	}
	p.line(p.bold(e.Name) + p.faint("  "+string(e.Kind)))
	for _, w := range e.Where {
		p.hanging("  in ", "     ", w)
	}
	if e.Title != "" {
		p.paragraph("", e.Title+".")
	}
	if len(e.Facts) > 0 {
		p.line("")
	}
	for _, f := range e.Facts {
		p.hanging(fmt.Sprintf("  %-17s ", f.Name+":"), strings.Repeat(" ", 20), f.Value)
	}
	for _, m := range e.Means {
		p.line("")
		p.paragraph("", m)
	}
	p.checks(e.Checks)
	p.next(e.Do, e.Commands)
}

// checks lists related checks.
func (p *page) checks(names []diagnose.CheckName) {
	if len(names) == 0 {
		return
	}
	widest := 0
	for _, n := range names {
		widest = max(widest, len(n))
	}
	p.line("\n" + p.bold("Checks") + p.faint(" (pulldoctor explain CHECK)"))
	for _, n := range names {
		if c := check.Named(n); c != nil {
			p.hanging(fmt.Sprintf("  %-*s  ", widest, n), strings.Repeat(" ", widest+4), c.Title)
		}
	}
}

// next lists what to do next.
func (p *page) next(do, commands []string) {
	if len(do)+len(commands) == 0 {
		return
	}
	p.line("\n" + p.bold("What to do"))
	for _, d := range do {
		p.step(d, nil)
	}
	for _, c := range commands {
		p.line("    " + c)
	}
}

// step is one thing to do, with its commands.
func (p *page) step(words string, commands []string) {
	p.hanging("  • ", "    ", words)
	for _, c := range commands {
		p.line("    " + c)
	}
}

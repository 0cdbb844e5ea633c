package ui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (s *form) view(w, h int) []string {
	if w >= wideWidth {
		lw := w / 2
		rw := w - lw - 1
		left := append(s.head(lw), s.boxes(lw-3)...)
		left = append(append(append(left, s.own(lw)...), s.target(lw)...), s.says(lw)...)
		left = append(left, "", s.buttons(lw))
		right := append(s.where(rw), s.handed(rw)...)
		right = append(right, s.promise(rw)...)
		return s.a.beside(left, right, lw, w, h)
	}
	out := append(s.head(w), s.fields(w)...)
	out = append(out, s.own(w)...)
	out = append(out, s.target(w)...)
	out = append(out, s.says(w)...)
	foot := []string{s.a.th.Faint.Render(ruleOf(w)), s.buttons(w)}
	rest := append(s.handed(w), s.where(w)...)
	room := max(h-len(out)-len(foot), 0)
	out = append(out, cell.Exactly(rest, room)...)
	return cell.Above(out, foot, len(foot), h)
}

func (s *form) head(w int) []string {
	title := "Log in to " + cell.Clean(s.fix.Form.Registry)
	if s.of != nil && s.of.Failure != nil && s.of.Failure.Repository != "" {
		title += " so that " + cell.Clean(s.of.Failure.Repository) + " can be pulled"
	}
	return append(indent(" ", styled(s.a.th.Strong, cell.Wrap(title, w-2))), "")
}

// lastField is the last field that can be typed into.
func (s *form) lastField() int {
	if fix.CanRename(&s.fix) {
		return nameField
	}
	return passwordField
}

// label is the name of a field and what stands in it.
func (s *form) label(field int) (string, *input) {
	switch field {
	case userField:
		return "User name", &s.user
	case nameField:
		return "Secret", &s.name
	}
	return "Password", &s.pass
}

// content is what stands in a field, as it may be seen.
func (s *form) content(field, w int) string {
	_, in := s.label(field)
	if field == passwordField && s.taken != "" && s.focus != passwordField {
		return cell.Cut(strings.Repeat(theme.Masked, 8)+"  from "+cell.Clean(s.from), w)
	}
	return in.show(w, s.focus == field)
}

// beside is what stands at the right end of a field.
func (s *form) beside(field int) string {
	switch {
	case field == passwordField && s.taken == "":
		return s.toggle()
	case field == nameField:
		if _, err := fix.WithSecretName(s.fix, s.name.text); err != nil {
			return theme.Cross + " not this one"
		}
		return "will be made"
	}
	return ""
}

// own says that a login need not be typed.
func (s *form) own(w int) []string {
	if !s.a.o.Logins.any() {
		return nil
	}
	return append(styled(s.a.th.Faint, cell.Hang("   "+cell.Pad("ctrl+o", 11), "takes docker's or podman's login, a file or standard input", w-1)), "")
}

// fields are the fields as lines.
func (s *form) fields(w int) []string {
	out := []string{"   " + cell.Pad("Registry", 11) + s.registry(w-15)}
	for f := userField; f <= s.lastField(); f++ {
		label, _ := s.label(f)
		mark := "   "
		if s.focus == f {
			mark = " " + theme.Cursor + " "
		}
		line := mark + cell.Pad(label, 11) + s.content(f, w-34)
		if right := s.beside(f); right != "" {
			line = cell.Ends(line, right, w-1)
		}
		if s.focus == f {
			line = s.a.th.Selected.Render(cell.Fit(line, w))
		}
		out = append(out, cell.Cut(line, w))
	}
	return out
}

// registry is the host, and where it was taken from if there is room.
func (s *form) registry(w int) string {
	host, from := cell.Clean(s.fix.Form.Registry), "taken from the image"
	if cell.Width(host)+3+cell.Width(from) > w {
		return cell.Cut(host, w)
	}
	return cell.Ends(host, s.a.th.Faint.Render(from), w)
}

func (s *form) toggle() string {
	if s.pass.masked {
		return "ctrl+t show"
	}
	return "ctrl+t hide"
}

// boxes are the fields as boxes, the one with the focus heavy.
func (s *form) boxes(w int) []string {
	th := s.a.th
	box := func(title, text string, on bool) []string {
		f, edge := roundFrame, th.Faint
		if on {
			f, edge = heavyFrame, th.Accent
		}
		inner := w - 2
		head := f.flat + " " + title + " "
		return []string{
			" " + edge.Render(f.topLeft+head+strings.Repeat(f.flat, max(inner-cell.Width(head), 0))+f.topRight),
			" " + edge.Render(f.side) + cell.Fit(" "+text, inner) + edge.Render(f.side),
			" " + edge.Render(f.bottomLeft+strings.Repeat(f.flat, inner)+f.bottomRight),
		}
	}
	out := box("Registry", s.registry(w-5), false)
	for f := userField; f <= s.lastField(); f++ {
		label, _ := s.label(f)
		text := s.content(f, w-22)
		switch f {
		case passwordField:
			label = "Password or token"
		case nameField:
			label = "Name of the secret in " + cell.Clean(s.fix.Form.Secret.Namespace)
		}
		if right := s.beside(f); right != "" {
			text = cell.Ends(text, th.Faint.Render(right), w-5)
		}
		out = append(out, box(label, text, s.focus == f)...)
	}
	return out
}

// target says which secret will hold the login, and what else that touches.
func (s *form) target(w int) []string {
	l := s.fix.Form
	what := "will be changed"
	if i := l.Step; i >= 0 && i < len(s.fix.Steps) && s.fix.Steps[i].Action() == diagnose.CreateSecret {
		what = "will be made"
	}
	restart := "none: the node reads the secret again at its next try"
	if n := len(s.fix.Restarts); n > 0 {
		restart = plural(n, "pod")
	}
	var out []string
	lines := [][2]string{{"Key", cell.Clean(l.Key)}, {"Restart", restart}}
	if !fix.CanRename(&s.fix) {
		lines = append([][2]string{{"Secret", cell.Clean(l.Secret.Namespace+"/"+l.Secret.Name) + "   " + what}}, lines...)
	}
	for _, line := range lines {
		out = append(out, cell.Hang("   "+cell.Pad(line[0], 11), line[1], w-1)...)
	}
	return append(out, "")
}

// says is what went wrong, and what was done to what was typed.
func (s *form) says(w int) []string {
	var out []string
	if s.wrong != "" {
		out = append(out, styled(s.a.th.Broken, cell.Hang(" "+theme.Cross+" ", s.wrong, w-1))...)
	}
	if s.note != "" {
		out = append(out, styled(s.a.th.Faint, cell.Hang(" "+theme.Dot+" ", s.note, w-1))...)
	}
	for _, warning := range s.warnings() {
		out = append(out, styled(s.a.th.Warning, cell.Hang(" "+theme.Bang+" ", warning, w-1))...)
	}
	return out
}

// warnings are what looks wrong with the login, once it is typed.
func (s *form) warnings() []string {
	l, _ := s.typed()
	if s.focus <= passwordField || l.Password == "" {
		return nil
	}
	return fix.Warnings(s.fix.Form, l)
}

func (s *form) buttons(w int) string {
	cancel, preview := "[ Cancel ]", "[ Preview fix ]"
	switch s.focus {
	case cancelButton:
		cancel = s.a.th.Button.Render(cancel)
	case previewButton:
		preview = s.a.th.Button.Render(preview)
	}
	return cell.Cut("   "+cancel+"      "+preview, w)
}

func (s *form) plain() ([]string, int) {
	out := []string{"Log in to " + cell.Clean(s.fix.Form.Registry)}
	for f := userField; f <= s.lastField(); f++ {
		label, _ := s.label(f)
		out = append(out, label+": "+s.content(f, 200))
	}
	cursor := 1 + min(s.focus, s.lastField()+1)
	out = append(out, s.buttons(80))
	if s.wrong != "" {
		out = append(out, s.wrong)
	}
	return append(out, s.warnings()...), cursor
}

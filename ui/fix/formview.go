package fix

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (s *Form) View(w, h int) []string {
	if w >= screen.WideWidth {
		lw := w / 2
		rw := w - lw - 1
		left := append(s.head(lw), s.boxes(lw-3)...)
		left = append(append(append(left, s.own(lw)...), s.target(lw)...), s.says(lw)...)
		left = append(left, "", s.buttons(lw))
		right := append(s.where(rw), s.handed(rw)...)
		right = append(right, s.promise(rw)...)
		return s.env.Beside(left, right, lw, w, h)
	}
	out := append(s.head(w), s.fields(w)...)
	out = append(out, s.own(w)...)
	out = append(out, s.target(w)...)
	out = append(out, s.says(w)...)
	foot := []string{s.env.Theme.Faint.Render(present.Rule(w)), s.buttons(w)}
	rest := append(s.handed(w), s.where(w)...)
	room := max(h-len(out)-len(foot), 0)
	out = append(out, cell.Exactly(rest, room)...)
	return cell.Above(out, foot, len(foot), h)
}

func (s *Form) head(w int) []string {
	title := "Credentials for " + cell.Clean(s.fix.Form.Registry)
	if s.of != nil && s.of.Failure != nil && s.of.Failure.Repository != "" {
		title += " to pull " + cell.Clean(s.of.Failure.Repository)
	}
	return append(present.Indent(" ", present.Styled(s.env.Theme.Strong, cell.Wrap(title, w-2))), "")
}

// lastField is the last field that can be typed into.
func (s *Form) lastField() int {
	if fix.CanRename(&s.fix) {
		return nameField
	}
	return passwordField
}

// label is the name of a field and its input.
func (s *Form) label(field int) (string, *screen.Input) {
	switch field {
	case userField:
		return "User name", &s.user
	case nameField:
		return "Secret", &s.name
	}
	return "Password", &s.pass
}

// content is the text of a field, masked if it has to be.
func (s *Form) content(field, w int) string {
	_, in := s.label(field)
	if field == passwordField && s.taken != "" && s.focus != passwordField {
		return cell.Cut(strings.Repeat(theme.Masked, 8)+"  from "+cell.Clean(s.from), w)
	}
	return in.Show(w, s.focus == field)
}

// beside is the text at the right end of a field.
func (s *Form) beside(field int) string {
	switch {
	case field == passwordField && s.taken == "":
		return s.toggle()
	case field == nameField:
		if _, err := fix.WithSecretName(s.fix, s.name.Value); err != nil {
			return theme.Cross + " invalid name"
		}
		return "will be created"
	}
	return ""
}

// own says that a login need not be typed.
func (s *Form) own(w int) []string {
	if !s.env.Options.Logins.Any() {
		return nil
	}
	return append(present.Styled(s.env.Theme.Faint, cell.Hang("   "+cell.Pad("ctrl+o", 11), "uses credentials of docker or podman, a file or standard input", w-1)), "")
}

// fields are the fields as lines.
func (s *Form) fields(w int) []string {
	out := []string{"   " + cell.Pad("Registry", 11) + s.registry(w-15)}
	out = append(out, s.refusal(present.FieldRegistry, w)...)
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
			line = s.env.Theme.Selected.Render(cell.Fit(line, w))
		}
		out = append(out, cell.Cut(line, w))
		out = append(out, s.refusalBelow(f, w)...)
	}
	return out
}

// refusalBelow is the registry's refusal below a field that can be typed into.
func (s *Form) refusalBelow(field, w int) []string {
	switch field {
	case userField:
		return s.refusal(present.FieldUser, w)
	case passwordField:
		return s.refusal(present.FieldPassword, w)
	}
	return nil
}

// registry is the host, and where it was taken from if there is room.
func (s *Form) registry(w int) string {
	host, from := cell.Clean(s.fix.Form.Registry), "from the image"
	if cell.Width(host)+3+cell.Width(from) > w {
		return cell.Cut(host, w)
	}
	return cell.Ends(host, s.env.Theme.Faint.Render(from), w)
}

func (s *Form) toggle() string {
	if s.pass.Masked {
		return "ctrl+t show"
	}
	return "ctrl+t hide"
}

// boxes are the fields as boxes, the one with the focus heavy.
func (s *Form) boxes(w int) []string {
	th := s.env.Theme
	out := append(present.TitledBox(th, "Registry", s.registry(w-5), false, w), s.refusal(present.FieldRegistry, w)...)
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
		out = append(out, present.TitledBox(th, label, text, s.focus == f, w)...)
		out = append(out, s.refusalBelow(f, w)...)
	}
	return out
}

// target says which secret will hold the login, and what else that touches.
func (s *Form) target(w int) []string {
	l := s.fix.Form
	what := "will be changed"
	if i := l.Step; i >= 0 && i < len(s.fix.Steps) && s.fix.Steps[i].Action() == diagnose.CreateSecret {
		what = "will be created"
	}
	restart := "none: the node reads the secret again at its next attempt"
	if n := len(s.fix.Restarts); n > 0 {
		restart = present.Plural(n, "pod")
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
func (s *Form) says(w int) []string {
	var out []string
	if s.wrong != "" {
		out = append(out, present.Styled(s.env.Theme.Broken, cell.Hang(" "+theme.Cross+" ", s.wrong, w-1))...)
	}
	if s.note != "" {
		out = append(out, present.Styled(s.env.Theme.Faint, cell.Hang(" "+theme.Dot+" ", s.note, w-1))...)
	}
	for _, warning := range s.warnings() {
		out = append(out, present.Styled(s.env.Theme.Warning, cell.Hang(" "+theme.Bang+" ", warning, w-1))...)
	}
	return out
}

// warnings are what looks wrong with the login, once it is typed.
func (s *Form) warnings() []string {
	l, _ := s.typed()
	if s.focus <= passwordField || l.Password == "" {
		return nil
	}
	return fix.Warnings(s.fix.Form, l)
}

func (s *Form) buttons(w int) string {
	cancel, preview := "[ Cancel ]", "[ Preview fix ]"
	if ask.Possible(s.env) {
		preview = "[ Test and preview ]"
	}
	switch s.focus {
	case cancelButton:
		cancel = s.env.Theme.Button.Render(cancel)
	case previewButton:
		preview = s.env.Theme.Button.Render(preview)
	}
	return cell.Cut("   "+cancel+"      "+preview, w)
}

func (s *Form) Text() ([]string, int) {
	out := []string{"Credentials for " + cell.Clean(s.fix.Form.Registry)}
	for f := userField; f <= s.lastField(); f++ {
		label, _ := s.label(f)
		out = append(out, label+": "+s.content(f, 200))
	}
	cursor := 1 + min(s.focus, s.lastField()+1)
	out = append(out, s.buttons(80))
	if s.wrong != "" {
		out = append(out, s.wrong)
	}
	if s.refused != nil {
		out = append(out, cell.Clean(s.refused.Text))
	}
	return append(out, s.warnings()...), cursor
}

package fix

import (
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// where says where a login for this registry comes from, as package diagnose
// knows it.
func (s *Form) where(w int) []string {
	l := s.fix.Form
	if len(l.Advice) == 0 {
		return append([]string{s.env.Theme.Strong.Render(" Where do I get them?")},
			append(present.Indent("   ", cell.Wrap("Ask the administrators of "+cell.Clean(l.Registry)+
				" for a read-only account.", w-4)), "")...)
	}
	title := " Where do I get credentials for " + cell.Clean(l.Registry) + "?"
	if cell.Width(title) > w {
		title = " Where do I get them?"
	}
	out := []string{s.env.Theme.Strong.Render(cell.Cut(title, w))}
	for _, step := range l.Advice {
		out = append(out, cell.Hang("   "+theme.Dot+" ", step, w-1)...)
	}
	if l.Refresh != "" {
		out = append(out, "   Get a new password with:")
		out = append(out, present.Indent("     ", present.CommandLines(l.Refresh, w-6))...)
	}
	return append(out, "")
}

// handed are the credentials of the practice cluster. They open nothing real.
func (s *Form) handed(w int) []string {
	l, ok := s.practice()
	if !ok {
		return nil
	}
	out := cell.Hang(" Practice credentials  ", "user "+l.Username+", password "+l.Password.Reveal()+" (ctrl+f fills them in)", w-1)
	return append(present.Styled(s.env.Theme.OK, out), "")
}

// promise is what happens with the password.
func (s *Form) promise(w int) []string {
	out := []string{s.env.Theme.Strong.Render(" What happens to them")}
	lines := []string{
		"written to Secret " + cell.Clean(s.fix.Form.Secret.Namespace+"/"+s.name.Value) + " after you confirm",
		"never written to a log or the clipboard; to a file only if you save the fix (w)",
	}
	if ask.Possible(s.env) {
		lines = append(lines, "sent to "+cell.Clean(s.fix.Form.Registry)+" only when you test them; you see first what is sent where")
	}
	for _, l := range lines {
		out = append(out, cell.Hang("   "+theme.Check+" ", l, w-1)...)
	}
	return out
}

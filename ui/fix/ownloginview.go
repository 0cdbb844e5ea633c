package fix

import (
	"strconv"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func (s *OwnLogin) View(w, h int) []string {
	out := present.Indent(" ", present.Styled(s.env.Theme.Strong, cell.Wrap("Use credentials for "+cell.Clean(s.registry())+" that you already have", w-2)))
	promise := "Nothing is read until you press enter. Only the credentials for this registry are used, and they stay on this computer until you apply the fix; of others, only the registry is shown."
	out = append(append(out, present.Indent(" ", present.Styled(s.env.Theme.Faint, cell.Wrap(promise, w-2)))...), "")
	lines := s.sources(w)
	if s.found != nil {
		lines = s.logins(w)
	}
	out = append(append(out, lines...), "")
	if s.busy {
		out = append(out, " "+s.env.Spinner()+" looking")
	}
	if s.wrong != "" {
		out = append(out, present.Styled(s.env.Theme.Broken, cell.Hang(" "+theme.Cross+" ", s.wrong, w-1))...)
	}
	return cell.Exactly(s.scroll.View(out, h, "ctrl+d"), h)
}

// sourceWords are the name of each source and what is read there.
func (s *OwnLogin) sourceWords(source int) (title, about string) {
	switch source {
	case ownSource:
		about = "reads " + s.env.Options.Logins.Where
		if s.env.Options.Logins.Where == "" {
			about = "reads their config files"
		}
		return "Credentials of docker, nerdctl or podman on this computer", about + "; a credential helper runs only after you choose it"
	case fileSource:
		return "A file", "a docker or podman config file, or a JSON key of a Google service account"
	}
	return "Standard input", "given with --password-stdin: a password, a token or a config file"
}

func (s *OwnLogin) sources(w int) []string {
	var out []string
	for i := range sources {
		title, about := s.sourceWords(i)
		if why := s.missing(i); why != "" {
			about = why
		}
		out = append(out, s.entry(i, title, w)...)
		out = append(out, present.Indent("      ", present.Styled(s.env.Theme.Faint, cell.Wrap(about, w-8)))...)
		if i == fileSource && s.missing(i) == "" {
			on := s.choice == fileSource
			out = append(out, "      Path  "+s.path.Show(w-14, on))
		}
		out = append(out, "")
	}
	return out
}

// logins are those that were found.
func (s *OwnLogin) logins(w int) []string {
	var out []string
	for i := range s.found {
		f := &s.found[i]
		out = append(out, s.entry(i, cell.Clean(present.LoginWords(f)), w)...)
		for _, n := range present.LoginNotes(f) {
			style := s.env.Theme.Warning
			out = append(out, present.Styled(style, cell.Hang("      "+theme.Bang+" ", n, w-1))...)
		}
	}
	return out
}

// entry is one thing to choose, with its number.
func (s *OwnLogin) entry(i int, text string, w int) []string {
	mark := "   "
	if i == s.choice {
		mark = " " + theme.Cursor + " "
	}
	out := cell.Hang(mark+strconv.Itoa(i+1)+"  ", text, w-1)
	for n, l := range out {
		if i == s.choice {
			out[n] = s.env.Theme.Selected.Render(cell.Fit(l, w))
		}
	}
	return out
}

func (s *OwnLogin) Text() ([]string, int) {
	out := []string{"Credentials for " + cell.Clean(s.registry())}
	for i := range s.count() {
		if s.found != nil {
			out = append(out, cell.Clean(present.LoginWords(&s.found[i])))
			continue
		}
		title, _ := s.sourceWords(i)
		if i == fileSource {
			title += ": " + s.path.Show(200, s.choice == i)
		}
		out = append(out, title)
	}
	if s.wrong != "" {
		out = append(out, s.wrong)
	}
	return out, 1 + s.choice
}

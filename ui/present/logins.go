package present

import "github.com/pulldoctor/pulldoctor/ui"

// LoginWords describe a login in one line, without its password.
func LoginWords(f *ui.FoundLogin) string {
	text := f.Username
	switch {
	case f.Other:
		text = "for " + f.Host
	case f.Refused != "":
		text = "cannot be used"
	case f.Helper != "":
		text = "stored in " + f.Helper
	case text == "":
		text = "a password"
	}
	text += "   " + f.Source
	if f.Narrow != "" {
		text += ", only for images below " + f.Narrow
	}
	return text
}

// LoginNotes are the sentences below it.
func LoginNotes(f *ui.FoundLogin) []string {
	var out []string
	if f.Refused != "" {
		return append(out, f.Refused)
	}
	if f.Helper != "" {
		out = append(out, "Using it runs the program "+f.Helper+" on this computer.")
	}
	return append(out, f.Warnings...)
}

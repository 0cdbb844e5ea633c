package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// CompleteWord is the hidden first argument with which the completion scripts
// call the program; the words of the line follow, the last one unfinished.
const CompleteWord = "__complete"

// What a completer says about file names, in the numbers of kubectl's plugin
// protocol (which is cobra's).
const (
	filesToo = 0
	noFiles  = 4
)

// Lookup finds what only a kubeconfig or a cluster knows. The flags of the
// line have been parsed when it is called. Both answer nil when they cannot
// know.
type Lookup struct {
	Contexts   func() []string
	Namespaces func() []string
}

// candidate is a possible word with a few words about it.
type candidate struct{ value, about string }

// Complete writes the possible last words of a line, one a line with a tab and
// a description, and then ":4" (no file names) or ":0" (file names too).
func Complete(w io.Writer, words []string, connect func(*pflag.FlagSet), find Lookup) error {
	fs := new(Options).flags(new(raw), connect)
	last := ""
	if len(words) > 0 {
		words, last = words[:len(words)-1], words[len(words)-1]
	}
	pending := parseKnown(fs, words)
	if train, _ := fs.GetBool("train"); train {
		find = Lookup{} // the practice cluster is in no kubeconfig
	}
	found, files := completions(fs, pending, last, fs.Args(), find)
	var b strings.Builder
	for _, c := range found {
		if !strings.HasPrefix(c.value, last) {
			continue
		}
		b.WriteString(c.value)
		if c.about != "" {
			b.WriteString("\t" + c.about)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, ":%d\n", map[bool]int{true: filesToo, false: noFiles}[files])
	_, err := io.WriteString(w, b.String())
	return err
}

// parseKnown takes over the flags of an unfinished line, as far as it is free of
// mistakes. It returns the flag whose value is the word that is being typed.
func parseKnown(fs *pflag.FlagSet, words []string) (pending *pflag.Flag) {
	fs.ParseErrorsAllowlist.UnknownFlags = true
	rest := make([]string, 0, len(words))
	for _, w := range words {
		if w != "--help" && w != "-h" {
			rest = append(rest, w)
		}
	}
	if n := len(rest); n > 0 {
		if f := flagOf(fs, rest[n-1]); f != nil && f.NoOptDefVal == "" && !strings.Contains(rest[n-1], "=") {
			pending, rest = f, rest[:n-1]
		}
	}
	_ = fs.Parse(rest) // what cannot be parsed gives no completions of its own
	return pending
}

// flagOf is the flag that a word names: --name, --name=value or -x.
func flagOf(fs *pflag.FlagSet, word string) *pflag.Flag {
	word, _, _ = strings.Cut(word, "=")
	switch {
	case strings.HasPrefix(word, "--"):
		return fs.Lookup(word[2:])
	case len(word) == 2 && word[0] == '-' && word[1] != '-':
		return fs.ShorthandLookup(word[1:])
	}
	return nil
}

func completions(fs *pflag.FlagSet, pending *pflag.Flag, last string, args []string, find Lookup) (found []candidate, files bool) {
	if pending != nil {
		return values(pending, last, find)
	}
	if f := flagOf(fs, last); f != nil && strings.HasPrefix(last, "--") && strings.Contains(last, "=") {
		name, value, _ := strings.Cut(last, "=")
		found, files = values(f, value, find)
		for i := range found {
			found[i].value = name + "=" + found[i].value
		}
		return found, files
	}
	if strings.HasPrefix(last, "-") {
		fs.VisitAll(func(f *pflag.Flag) {
			found = append(found, candidate{"--" + f.Name, f.Usage})
		})
		return found, false
	}
	switch {
	case len(args) == 0:
		return commands, false
	case len(args) == 1 && args[0] == CommandExplain:
		for _, c := range check.All {
			found = append(found, candidate{string(c.Name), c.Title})
		}
	case len(args) == 1 && args[0] == CommandCompletion:
		found = plain(Shells)
	}
	return found, false
}

// values are the possible values of a flag.
func values(f *pflag.Flag, typed string, find Lookup) (found []candidate, files bool) {
	switch f.Name {
	case "output":
		if strings.Contains(typed, "=") {
			return nil, true
		}
		for _, x := range report.Formats {
			found = append(found, candidate{x.Name, x.Short})
		}
	case "fail-on":
		found = plain([]string{"error", "warning", "none"})
	case "theme":
		found = plain([]string{"auto", "dark", "light"})
	case "filename", "kubeconfig":
		return nil, true
	case "context":
		found = plain(lookUp(find.Contexts))
	case "namespace":
		found = plain(lookUp(find.Namespaces))
	}
	return found, false
}

func lookUp(f func() []string) []string {
	if f == nil {
		return nil
	}
	names := slices.Clone(f())
	slices.Sort(names)
	return names
}

func plain(values []string) []candidate {
	var out []candidate
	for _, v := range values {
		out = append(out, candidate{value: v})
	}
	return out
}

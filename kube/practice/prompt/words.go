package prompt

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// split cuts a line into commands at its pipes, and those into words as a shell does. What a shell
// would do beyond that is refused.
func split(line string) ([][]string, error) {
	var pipe [][]string
	var words []string
	var word strings.Builder
	var quote rune
	open, escaped := false, false
	end := func() {
		if open {
			words = append(words, word.String())
			word.Reset()
			open = false
		}
	}
	for _, r := range strings.TrimSpace(line) {
		switch {
		case escaped:
			word.WriteRune(r)
			escaped, open = false, true
		case quote == '\'' && r != '\'', quote == '"' && r != '"' && r != '\\' && r != '$' && r != '`':
			word.WriteRune(r)
		case quote != 0 && r == quote:
			quote = 0
		case r == '\\':
			escaped = true
		case quote == 0 && (r == '\'' || r == '"'):
			quote, open = r, true
		case r == '$' || r == '`':
			return nil, notKnown("$ and ` of a shell; put the text in single quotes")
		case r == ' ' || r == '\t':
			end()
		case r == '|':
			if end(); len(words) == 0 {
				return nil, refuse("There is no command before the |.")
			}
			pipe, words = append(pipe, words), nil
		case strings.ContainsRune(";&<>", r):
			return nil, notKnown(fmt.Sprintf("%q; one command per line", r))
		default:
			word.WriteRune(r)
			open = true
		}
	}
	if quote != 0 || escaped {
		return nil, refuse("The line ends inside a quotation: a %c is missing.", firstRune(quote))
	}
	end()
	if len(words) == 0 && len(pipe) > 0 {
		return nil, refuse("There is no command after the |.")
	}
	if len(words) > 0 {
		pipe = append(pipe, words)
	}
	return pipe, nil
}

func firstRune(quote rune) rune {
	if quote == 0 {
		return '\\'
	}
	return quote
}

// flags are the flags of one call.
type flags struct {
	one  map[string]string
	many map[string][]string
}

func (f flags) has(name string) bool { _, ok := f.one[name]; return ok }

// masked says whether a value was masked by Echo: the line comes from the history.
func (f flags) masked() bool {
	for _, name := range []string{"docker-password", "from-literal", "patch"} {
		for _, value := range f.many[name] {
			if strings.Contains(value, Masked) {
				return true
			}
		}
	}
	return false
}

// known lists the flags by every spelling; true for those with a value.
var known = map[string]struct {
	name  string
	value bool
}{
	"-n": {"namespace", true}, "--namespace": {"namespace", true},
	"-A": {"all-namespaces", false}, "--all-namespaces": {"all-namespaces", false},
	"-o": {"output", true}, "--output": {"output", true},
	"-l": {"selector", true}, "--selector": {"selector", true},
	"--field-selector": {"field-selector", true}, "--sort-by": {"sort-by", true},
	"--no-headers": {"no-headers", false}, "--show-labels": {"show-labels", false},
	"-p": {"patch", true}, "--patch": {"patch", true}, "--type": {"type", true},
	"--docker-server": {"docker-server", true}, "--docker-username": {"docker-username", true},
	"--docker-password": {"docker-password", true}, "--docker-email": {"docker-email", true},
	"--from-literal": {"from-literal", true},
	"--wait":         {"wait", false}, "--now": {"now", false},
	"--watch": {"watch", false}, "-w": {"watch", false},
	"--minify": {"minify", false}, "--current": {"current", false},
	"--dry-run": {"dry-run", false}, "--force": {"force", false},
}

// parse separates words and flags.
func parse(words []string) ([]string, flags, error) {
	f := flags{one: map[string]string{}, many: map[string][]string{}}
	var rest []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		if !strings.HasPrefix(w, "-") || w == "-" {
			rest = append(rest, w)
			continue
		}
		name, value, given := strings.Cut(w, "=")
		k, ok := known[name]
		if !ok && !strings.HasPrefix(w, "--") && len(w) > 2 { // -nshop, -owide
			name, value, given = w[:2], strings.TrimPrefix(w[2:], "="), true
			k, ok = known[name]
		}
		switch {
		case !ok || k.name == "dry-run" || k.name == "force":
			return nil, f, notKnown("the flag " + name)
		case k.name == "watch":
			return nil, f, notKnown("watching; repeat the command after a while")
		case k.value && !given:
			if i++; i >= len(words) {
				return nil, f, fmt.Errorf("error: flag needs an argument: %s", name)
			}
			value = words[i]
		}
		f.one[k.name] = value
		f.many[k.name] = append(f.many[k.name], value)
	}
	return rest, f, nil
}

// filter is a command after a pipe.
func filter(words []string, in string) (string, error) {
	switch words[0] {
	case "base64":
		if len(words) != 2 || words[1] != "-d" && words[1] != "--decode" && words[1] != "-D" {
			return "", notKnown("this use of base64; only base64 -d")
		}
		out, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\n", "", "\r", "").Replace(in))
		if err != nil {
			return string(out), errors.New("base64: invalid input")
		}
		return string(out), nil
	case "grep":
		return grep(words[1:], in)
	}
	return "", notHere("| "+words[0], words[0])
}

// grep keeps lines with a word; -i ignores case.
func grep(words []string, in string) (string, error) {
	fold := func(s string) string { return s }
	if len(words) > 0 && words[0] == "-i" {
		words, fold = words[1:], strings.ToLower
	}
	if len(words) != 1 || strings.HasPrefix(words[0], "-") {
		return "", notKnown("this use of grep; only grep WORD")
	}
	var b strings.Builder
	for line := range strings.Lines(in) {
		if strings.Contains(fold(line), fold(words[0])) {
			b.WriteString(line)
		}
	}
	return b.String(), nil
}

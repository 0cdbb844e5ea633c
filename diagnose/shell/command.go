package shell

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Words are the words that fill the places of a template, by the name of the
// place: "{name}" is filled by the word "name".
type Words map[string]Word

// Word is a word that is not the program's own, with the form that it must have.
type Word struct {
	value string
	form  form
}

// form says what is wrong with a word, as in "... is not a valid name"; empty if
// nothing is.
type form func(string) string

// Lines fills the places of the templates of one list of commands. If a word is
// not what it must be, the list is a comment with the reason: a part of the
// commands is worse than none.
func Lines(words Words, templates ...string) []string {
	out := make([]string, len(templates))
	for i, t := range templates {
		line, fault := words.fill(t)
		if fault != "" {
			return []string{NoCommand + fault}
		}
		out[i] = line
	}
	return out
}

// NoCommand begins the comment that is printed in place of commands.
const NoCommand = "# no command: "

// Some returns the commands of a list, without the reason where there are none.
func Some(lines []string) bool {
	return len(lines) > 0 && !strings.HasPrefix(lines[0], NoCommand)
}

// fill fills the places of one template. Braces that hold no word's name, as in
// a jsonpath, stay as they are.
func (w Words) fill(template string) (line, fault string) {
	var b strings.Builder
	comment := strings.HasPrefix(template, "#")
	for rest := template; ; {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String(), ""
		}
		name, behind, closed := strings.Cut(after, "}")
		word, known := w[name]
		switch {
		case !closed || !known:
			b.WriteByte('{')
			rest = after
			continue
		case comment:
			b.WriteString(oneLine(word.value))
		default:
			if fault := word.fault(b.String()); fault != "" {
				return "", fault
			}
			b.WriteString(quote(word.value))
		}
		rest = behind
	}
}

// fault says why a word cannot stand behind this part of a command.
func (w Word) fault(before string) string {
	if w.form != nil {
		if what := w.form(w.value); what != "" {
			return shown(w.value) + " is not " + what + "."
		}
		return ""
	}
	if !strings.HasSuffix(before, "=") && !strings.HasSuffix(before, " -- ") {
		return "a free value is only possible behind = or --."
	}
	return ""
}

// mostShown is how much of a foreign word is shown, in runes.
const mostShown = 60

// shown quotes a foreign word for a comment.
func shown(s string) string { return strconv.Quote(cut(s)) }

func cut(s string) string {
	n := 0
	for i := range s {
		if n == mostShown {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// oneLine is a text for a comment: a line break would end it.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

// Name is the name of an object: a DNS subdomain.
func Name(s string) Word {
	return Word{s, func(s string) string { return unless(subdomain(s), "a valid name of an object") }}
}

// Namespace is the name of a namespace: a DNS label.
func Namespace(s string) Word {
	return Word{s, func(s string) string { return unless(label(s), "a valid name of a namespace") }}
}

// Resource is a kind in lower case, with its group: "taskrun.tekton.dev".
func Resource(s string) Word {
	return Word{s, func(s string) string { return unless(subdomain(s), "a valid kind of objects") }}
}

// QualifiedName is a name, or a namespace and a name: "argocd/shop".
func QualifiedName(s string) Word {
	return Word{s, func(s string) string {
		namespace, name, both := strings.Cut(s, "/")
		return unless(subdomain(namespace) && (!both || subdomain(name)), "a valid name of an object")
	}}
}

// DataKey is a word with a key of a Secret's data in it, such as a jsonpath:
// only the key is foreign.
func DataKey(before, key, after string) Word {
	return Word{before + strings.ReplaceAll(key, ".", `\.`) + after, func(string) string {
		if key != "" && len(key) <= 253 && only(key, alphanumeric+upper+"-._") {
			return ""
		}
		return "possible: " + shown(key) + " is not a valid key of a Secret"
	}}
}

// Cloud is a name in a cloud, such as a role, a group or a project: letters,
// digits and the marks that all of them share.
func Cloud(s string) Word {
	return Word{s, func(s string) string {
		ok := s != "" && len(s) <= 253 && only(s, alphanumeric+upper+"-._:/@") && only(s[:1], alphanumeric+upper) && !strings.Contains(s, "..")
		return unless(ok, "a name that a cloud accepts")
	}}
}

// Registry is the key of a registry in a Docker config: a host with its port,
// with or without scheme and path.
func Registry(s string) Word {
	return Word{s, func(s string) string {
		ok := s != "" && len(s) <= 253 && only(s, alphanumeric+upper+"-._:/") && only(s[:1], alphanumeric+upper) && !strings.Contains(s, "..")
		return unless(ok, "a valid registry")
	}}
}

// Image is the reference of an image, with its tag or digest, or a part of it.
func Image(s string) Word {
	return Word{s, func(s string) string {
		ok := s != "" && len(s) <= 512 && only(s, alphanumeric+upper+"-._:/@") && only(s[:1], alphanumeric+upper) && !strings.Contains(s, "..")
		return unless(ok, "a valid reference of an image")
	}}
}

// Path is the path of a file that the user named; it never looks like an option.
func Path(s string) Word {
	if strings.HasPrefix(s, "-") {
		s = "./" + s
	}
	return Word{s, func(s string) string { return unless(s != "", "a path") }}
}

// JSON is a document, which always begins with a bracket.
func JSON(v any) Word {
	b, _ := json.Marshal(v) // maps and strings always encode
	return Word{string(b), func(s string) string {
		return unless(strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[") || strings.HasPrefix(s, `"`), "a document")
	}}
}

// Script is a program for jq, or another text of our own with a foreign string
// in it that is quoted as JSON.
func Script(s string) Word {
	return Word{s, func(s string) string { return unless(s != "" && s[0] != '-', "a program") }}
}

// Text is any text. It can stand only behind = or --, and in comments.
func Text(s string) Word { return Word{s, nil} }

// IsName reports whether a string is a valid name of an object, which is also a
// harmless name of a file.
func IsName(s string) bool { return subdomain(s) }

func unless(ok bool, what string) string {
	if ok {
		return ""
	}
	return what
}

const (
	alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789"
	upper        = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

func only(s, set string) bool { return strings.Trim(s, set) == "" }

// label reports whether a string is a DNS label (RFC 1123).
func label(s string) bool {
	return s != "" && len(s) <= 63 && only(s, alphanumeric+"-") && s[0] != '-' && s[len(s)-1] != '-'
}

// subdomain reports whether a string is a DNS subdomain as Kubernetes checks it:
// labels without a limit of their own, joined by dots.
func subdomain(s string) bool {
	if len(s) > 253 {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || !only(part, alphanumeric+"-") || part[0] == '-' || part[len(part)-1] == '-' {
			return false
		}
	}
	return true
}

// Capitals is a word in capitals that the user replaces; it is not foreign.
func Capitals(s string) Word { return Word{s, func(string) string { return "" }} }

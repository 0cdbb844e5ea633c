package lookup

import (
	"strings"
	"sync"

	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Words looks up what was typed on a command line: a name, or a line that
// somebody copied. The text is clean (see the package); credentials in it are
// masked here.
func Words(text string) Result {
	if e, ok := credential(strings.TrimSpace(text)); ok { // by its prefix, before it is masked
		return Result{Entries: []Entry{e}}
	}
	text = masked(text)
	r := Result{Entries: one(reader(), text)}
	if !r.Found() {
		r.Near = nearest(text)
	}
	return r
}

// masked bounds a text and masks credentials in it.
func masked(text string) string {
	return redact.Free(strings.TrimSpace(cut(text, longestText)))
}

func cut(s string, most int) string {
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	return s
}

// one looks up one text: by its name, as an error of kubectl, as a message of a
// node, and last by the names in it.
func one(m *symptom.Reader, text string) []Entry {
	if text == "" {
		return nil
	}
	reason, said, isEvent := eventLine(text)
	if !isEvent {
		reason, said = "", text
	}
	if e := byName(said); len(e) > 0 {
		return e
	}
	lower := strings.ToLower(said)
	if e, ok := kubectlPatterns().find(KindError, lower); ok {
		return []Entry{e}
	}
	if !strings.Contains(said, " ") { // a word that is no name of ours says nothing of a pull
		return contained(said)
	}
	if names := symptom.MissingSecrets(said); len(names) > 0 {
		return named("FailedToRetrieveImagePullSecret")
	}
	if e, ok := message(m, symptom.Pull{Reason: reason, Message: said}); ok {
		return []Entry{e}
	}
	if e, ok := rancherPatterns().find(KindRancher, lower); ok {
		return []Entry{e}
	}
	if isEvent {
		if e := named(reason); len(e) > 0 {
			return e
		}
	}
	return contained(said)
}

// byName looks up a name, a status of a pod, a registry or an image.
func byName(text string) []Entry {
	if e := named(text); len(e) > 0 {
		return e
	}
	if e := named(strings.TrimPrefix(text, "Init:")); len(e) > 0 {
		return e
	}
	if e, ok := place(text); ok {
		return []Entry{e}
	}
	return nil
}

// patterns are the rows of a table with the patterns that find them.
type patterns []struct {
	lower string
	row   *row
}

func patternsOf(rows []row) patterns {
	var out patterns
	for i := range rows {
		for _, n := range rows[i].names {
			if !weak[normal(n)] {
				out = append(out, struct {
					lower string
					row   *row
				}{strings.ToLower(n), &rows[i]})
			}
		}
	}
	return out
}

var (
	kubectlPatterns = sync.OnceValue(func() patterns { return patternsOf(kubectlErrors) })
	rancherPatterns = sync.OnceValue(func() patterns { return patternsOf(rancher) })
)

// find returns the first row with a pattern that matches.
func (p patterns) find(kind Kind, lower string) (Entry, bool) {
	for i := range p {
		if matchParts(lower, p[i].lower) {
			return p[i].row.entry(kind), true
		}
	}
	return Entry{}, false
}

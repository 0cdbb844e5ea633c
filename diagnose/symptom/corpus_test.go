package symptom

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// line is one wording of testdata/corpus/<class>.tsv.
type line struct {
	where           string
	class           Class
	alts            []Class
	sent            Sent
	reason, message string
}

func corpus(t testing.TB) []line {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	var out []line
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(filepath.Base(file), ".") // a long list goes on in <class>.2.tsv
		class := Class(name)
		for _, text := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
			if strings.HasPrefix(text, "#") {
				continue
			}
			f := strings.Split(text, "\t")
			if len(f) != 4 {
				t.Fatalf("%s: not four fields: %q", file, text)
			}
			l := line{where: file, class: class, sent: Sent(f[1]), reason: f[2]}
			l.message = strings.ReplaceAll(f[3], `\n`, "\n")
			if f[0] != "" {
				for a := range strings.SplitSeq(f[0], ",") {
					l.alts = append(l.alts, Class(a))
				}
			}
			out = append(out, l)
		}
	}
	return out
}

// Every wording of the corpus reads as its class. The corpus holds every
// message of the recorded real nodes, and the runtimes' and registries' other
// wordings with neutral names.
func TestCorpus(t *testing.T) {
	lines := corpus(t)
	if len(lines) < 300 {
		t.Fatalf("only %d wordings", len(lines))
	}
	good := 0
	for _, l := range lines {
		got := Read(l.reason, l.message)
		ok := got.Class == l.class
		if !ok {
			t.Errorf("%s: got %s by %s\n\treason  %q\n\tmessage %s\n\tmasked  %s", l.where, got.Class, got.Rule, l.reason, l.message, mask(got.Text, got.Image))
			continue
		}
		for _, a := range l.alts {
			if !slices.Contains(got.Alternatives, a) {
				t.Errorf("%s: %s is no alternative (%v by %s): %s", l.where, a, got.Alternatives, got.Rule, l.message)
				ok = false
			}
		}
		if l.sent != "-" && got.Sent != l.sent { // "-": not judged
			t.Errorf("%s: sent %q, want %q, by %s: %s", l.where, got.Sent, l.sent, got.Rule, l.message)
			ok = false
		}
		if ok {
			good++
		}
	}
	t.Logf("accuracy %d of %d (%.1f %%)", good, len(lines), 100*float64(good)/float64(len(lines)))
}

// Each row is needed: it decides at least one wording of the corpus or is the
// only reader of its example.
func TestEachRowDecidesACorpusLine(t *testing.T) {
	used := map[string]int{}
	for _, l := range corpus(t) {
		used[Read(l.reason, l.message).Rule]++
	}
	for _, row := range table {
		if used[row.name] == 0 {
			t.Errorf("row %s decides no line of the corpus", row.name)
		}
	}
}

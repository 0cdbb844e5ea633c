package lookup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Every message of nodes in the corpus of package symptom is read as one, not
// as an error of kubectl or a menu, and a message that credentials cannot have
// caused leads to no check of credentials.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../symptom/testdata/corpus/*.tsv")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	count := 0
	for _, file := range files {
		class, _, _ := strings.Cut(filepath.Base(file), ".")
		if class == string(symptom.Unknown) {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(content), "\n") {
			cells := strings.Split(line, "\t")
			if strings.HasPrefix(line, "#") || len(cells) < 4 || cells[3] == "" {
				continue
			}
			said := strings.ReplaceAll(cells[3], `\n`, "\n")
			alone := symptom.Read("", said)
			if alone.Class == symptom.Unknown || len(symptom.MissingSecrets(said)) > 0 {
				continue // known by its reason only
			}
			count++
			r := Words(said)
			if !r.Found() || r.Entries[0].Kind != KindMessage {
				t.Errorf("%s: %.160q: %+v", class, said, r.Entries)
				continue
			}
			if e := r.Entries[0]; alone.Phase == symptom.PhaseSandbox && len(e.Checks) > 0 && e.Checks[0] != "sandbox-image" {
				t.Errorf("%s: %.160q: %q", class, said, e.Checks)
			}
		}
	}
	if count < 300 {
		t.Errorf("%d messages only", count)
	}
}

// FuzzKubectl: the readers of kubectl's output take any text.
func FuzzKubectl(f *testing.F) {
	for _, d := range documents {
		f.Add(d.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		lines := strings.Split(s, "\n")
		for _, p := range describedPods(lines) {
			for _, e := range p.events {
				if !isName(e.reason) {
					t.Errorf("reason %q", e.reason)
				}
			}
		}
		for i, l := range lines {
			if header := readHeader(l); isEventHeader(header) {
				if _, n := eventTable(header, lines[i+1:]); n > len(lines)-i-1 {
					t.Errorf("%d lines of %d", n, len(lines)-i-1)
				}
			}
		}
	})
}

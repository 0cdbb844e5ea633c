package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Baseline holds findings that were known before: only others are reported.
type Baseline struct {
	File    string               // as people read it
	Path    func(string) string  // the path of a manifest as the baseline writes it; nil: unchanged
	known   map[string]int       // how often, by fingerprint
	left    map[string]int       // of those, how many this run has not used
	entries map[string]*Accepted // what was recorded
}

// Accepted is one finding of a baseline.
type Accepted struct {
	Fingerprint string             `json:"fingerprint"`
	Count       int                `json:"count"`
	Check       diagnose.CheckName `json:"check"`
	Object      string             `json:"object"`
	File        string             `json:"file,omitempty"`
}

// Add makes a finding known.
func (b *Baseline) Add(a Accepted) {
	if b.known == nil {
		b.known = map[string]int{}
	}
	b.known[a.Fingerprint] += max(a.Count, 1)
}

// Record is a diagnose.Options.Review that ignores nothing beyond what inner
// ignores and records all other findings of errors and warnings.
func (b *Baseline) Record(inner func(*diagnose.Subject, *diagnose.Finding) *diagnose.Ignored) func(*diagnose.Subject, *diagnose.Finding) *diagnose.Ignored {
	b.entries = map[string]*Accepted{}
	return func(s *diagnose.Subject, f *diagnose.Finding) *diagnose.Ignored {
		if why := inner(s, f); why != nil {
			return why
		}
		if f.Severity == diagnose.SeverityInfo {
			return nil
		}
		a := b.of(s, f)
		if b.entries[a.Fingerprint] == nil {
			b.entries[a.Fingerprint] = &a
		}
		b.entries[a.Fingerprint].Count++
		return nil
	}
}

// Recorded are the findings that Record has seen, in a fixed order.
func (b *Baseline) Recorded() []Accepted {
	out := []Accepted{}
	for _, a := range b.entries {
		out = append(out, *a)
	}
	slices.SortFunc(out, func(x, y Accepted) int {
		return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Object, y.Object), cmp.Compare(x.Check, y.Check), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	return out
}

func (b *Baseline) rewind() {
	b.left = map[string]int{}
	for k, n := range b.known {
		b.left[k] = n
	}
}

// has says whether a finding is known, each as often as it was recorded.
func (b *Baseline) has(s *diagnose.Subject, f *diagnose.Finding) bool {
	if b == nil {
		return false
	}
	key := b.of(s, f).Fingerprint
	if b.left[key] == 0 {
		return false
	}
	b.left[key]--
	return true
}

// of describes a finding without its line, its image's tag and its words, so that
// it stays known when they change.
func (b *Baseline) of(s *diagnose.Subject, f *diagnose.Finding) Accepted {
	a := Accepted{Check: f.Check, Object: s.Owner.String()}
	object := ""
	if f.Object != nil {
		object = f.Object.String()
	}
	switch {
	case f.Location != nil:
		a.File = f.Location.File
	case len(s.Objects) > 0:
		a.File = s.Objects[0].File
	}
	if a.File != "" && b.Path != nil {
		a.File = b.Path(a.File)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{string(f.Check), a.Object, object, s.Container, f.Key, a.File}, "\x00")))
	a.Fingerprint = hex.EncodeToString(sum[:16])
	return a
}

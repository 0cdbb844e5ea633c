package symptom

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzRead: no input makes the reader panic, give a class outside the
// contract, or leave line breaks in the text.
func FuzzRead(f *testing.F) {
	for i, l := range corpus(f) {
		if i%7 == 0 {
			f.Add(l.reason, l.message)
		}
	}
	f.Add("ErrImagePull", `[[[, "(Mirrors also failed: [a: b] [`)
	f.Add("", "image pull failed for  because the registry is unavailable")
	known := map[Class]bool{Unknown: true}
	for _, row := range table {
		known[row.class] = true
	}
	f.Fuzz(func(t *testing.T, reason, message string) {
		r := ReadAll(reason, message, []Event{{"Failed", message}, {"FailedToRetrieveImagePullSecret", reason}})
		if !known[r.Class] {
			t.Errorf("class %q", r.Class)
		}
		if strings.ContainsAny(r.Text, "\n\r\t") || !utf8.ValidString(r.Text) {
			t.Errorf("text %q", r.Text)
		}
		for _, a := range r.Alternatives {
			if a == r.Class {
				t.Errorf("%s is its own alternative", a)
			}
		}
		PullFailure(reason, message)
		MissingSecrets(message)
		SandboxImage(message)
		MalformedCredential(message)
	})
}

// A hostile message costs time in proportion to its length, which is bounded.
func TestLongMessages(t *testing.T) {
	for _, unit := range []string{
		"[", `"`, "a", "https://", "lookup ", "(Mirrors also failed: [", "rpc error: code = Unknown desc = ", "[failed to , ", `failed to pull image "`,
		`Get "https://a": `, "; artifact err: ", ": 401", "]): ", "429 ", "a.b/c ", `"x" `, "snapshot", "error: ",
	} {
		long := strings.Repeat(unit, 1<<20/len(unit))
		start := time.Now()
		Read("ErrImagePull", long)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%d bytes of %q took %v", len(long), unit, took)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	lines := corpus(b)
	for i := 0; b.Loop(); i++ {
		l := lines[i%len(lines)]
		Read(l.reason, l.message)
	}
}

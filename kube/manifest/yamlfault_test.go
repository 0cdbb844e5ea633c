package manifest

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestFaultsSayWhatToDoAndQuoteNoValue(t *testing.T) {
	const head = "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\nstringData:\n"
	tests := []struct {
		name, text string
		line       int
		want       string
	}{
		{"a password with a star", head + "  pw: *hunter2\n", 5, "put the value in quotes"},
		{"a mapping as a key", head + "  ? {a: hunter2}\n  : hunter2\n", 1, "a mapping is used as a key"},
		{"a value of Helm", head + "  pw: {{ .Values.hunter2 }}\n", 5, "give the output of helm template"},
		{"a condition of Helm", "{{- if .hunter2 }}\n" + head + "  pw: x\n{{- end }}\n", 1, "give the output of helm template"},
		{"a tag", head + "  pw: !!int hunter2\n", 1, "does not match its tag"},
		{"a tab", "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: hunter2\n", 4, "indented with a tab"},
		{"a key twice", head + "  pw: hunter2\n  pw: hunter2\n", 6, `the key "pw" occurs twice in one mapping (first on line 5)`},
		{"half a letter in one of two", podText + "---\n" + head + "  pw: hunter2\xc3\n", 10, "not UTF-8"},
	}
	for _, tt := range tests {
		for _, newline := range []string{"\n", "\r\n"} {
			t.Run(tt.name, func(t *testing.T) {
				_, problems, err := readText(t, strings.ReplaceAll(tt.text, "\n", newline), "")
				if len(problems) != 1 || problems[0].Line != tt.line || !strings.Contains(problems[0].Text, tt.want) {
					t.Fatalf("%v, want line %d %s", problems, tt.line, tt.want)
				}
				if said := problems[0].String(); strings.Contains(said, "hunter2") || err != nil && strings.Contains(err.Error(), "hunter2") {
					t.Errorf("quotes the value: %s", said)
				}
			})
		}
	}
}

// Whatever is given, the answer comes soon and does not fill the memory.
func TestHostileDocumentsAreBounded(t *testing.T) {
	long := strings.Repeat("x", 1<<19)
	tests := []struct{ name, text string }{
		{"one long value behind many aliases", "a: &a " + long + "\nb: [" + strings.Repeat("*a, ", 100_000) + "]"},
		{"an alias inside of itself", "a: &a [*a, *a]"},
		{"brackets", "a: " + strings.Repeat("[", 200_000)},
		{"braces of JSON", strings.Repeat(`{"a":`, 200_000)},
		{"question marks", strings.Repeat("? ", 20_000)},
		{"one long line", "a: " + strings.Repeat(long, 2)},
		{"quoted texts in a row", strings.Repeat(`"a" `, 1<<18)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, problems, err := readText(t, podText+"---\n"+tt.text, "")
			runtime.ReadMemStats(&after)
			if err != nil || len(problems) != 1 || problems[0].Line < 5 {
				t.Errorf("%v %v", err, problems)
			}
			if took := time.Since(start); took > 10*time.Second {
				t.Error("took", took)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 400 {
				t.Error("took", mb, "MB")
			}
		})
	}
}

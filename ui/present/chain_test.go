package present

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/theme"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

const longRegistry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"

func longChain() []diagnose.Link {
	f := diagnose.Failure{Pod: "search-indexer-with-a-very-long-name-6d9f7c5b8d-zx81q", Registry: longRegistry, Image: "ci/runner:7"}
	return uitest.Chain(&f, diagnose.LinkEntry)
}

// TestChainKeepsTheHost: one letter of a host may be the whole mistake.
func TestChainKeepsTheHost(t *testing.T) {
	for w := 60; w <= 160; w++ {
		for name, lines := range map[string][]string{
			"lines": ChainLines(theme.New(true), longChain(), diagnose.LinkPod, w, true),
			"boxes": ChainBoxes(theme.New(true), longChain(), diagnose.LinkPod, w),
		} {
			if s := ansi.Strip(strings.Join(lines, "\n")); !strings.Contains(s, longRegistry) {
				t.Fatalf("%s, %d cells: the host is cut:\n%s", name, w, s)
			}
		}
	}
}

// TestChainSaysItWithoutColour: glyph, word and the kind of line carry the
// state in every density.
func TestChainSaysItWithoutColour(t *testing.T) {
	th := theme.Plain()
	for name, lines := range map[string][]string{
		"compact": ChainLines(th, longChain(), "", 80, false),
		"lines":   ChainLines(th, longChain(), "", 120, true),
		"boxes":   ChainBoxes(th, longChain(), "", 70),
	} {
		s := ansi.Strip(strings.Join(lines, "\n"))
		for _, want := range []string{"✓ ok", "× BROKEN", "? unsure", theme.Dashed} {
			if !strings.Contains(s, want) {
				t.Errorf("%s has no %q:\n%s", name, want, s)
			}
		}
		if strings.Index(s, theme.Dashed) < strings.Index(s, theme.Check) {
			t.Errorf("%s: the way is dashed before the broken link:\n%s", name, s)
		}
	}
	if s := strings.Join(ChainBoxes(th, longChain(), "", 70), "\n"); strings.Count(ansi.Strip(s), "┏") != 1 {
		t.Errorf("not exactly one heavy box:\n%s", s)
	}
}

package e2e

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// loaded waits until the practice cluster has decided every pull: its pods fail
// one after another.
func (s *screen) loaded() {
	s.t.Helper()
	number := regexp.MustCompile(`(\d+) failing of`)
	last, since := "", time.Now()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		now := ""
		if m := number.FindStringSubmatch(s.Screen()); m != nil && m[1] != "0" {
			now = m[1]
		}
		if now != last {
			last, since = now, time.Now()
		}
		if now != "" && time.Since(since) > time.Second {
			return
		}
	}
	s.t.Fatalf("the list is never complete:\n%s", s.Screen())
}

// never waits a while and looks that something is not on the screen.
func (s *screen) never(text string) {
	s.t.Helper()
	time.Sleep(300 * time.Millisecond)
	if screen := s.Screen(); strings.Contains(screen, text) {
		s.t.Errorf("%q is on the screen:\n%s", text, screen)
	}
}

var clipboard = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)`)

// copied is what the program puts on the clipboard next, by OSC 52; the screen
// may tell of it before it is written.
func (s *screen) copied() string {
	s.t.Helper()
	for range 1000 {
		all := clipboard.FindAllStringSubmatch(s.Raw(), -1)
		if len(all) > s.copies {
			text, err := base64.StdEncoding.DecodeString(all[s.copies][1])
			if err != nil {
				s.t.Error(err)
			}
			s.copies++
			return string(text)
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Error("nothing is put on the clipboard")
	return ""
}

// The filter narrows as it is typed: words are ANDed, !word excludes, ns: and
// cause: look at one column.
func TestFilterFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.loaded()
	s.keys("/key")
	s.waitFor("Filter: key", " of ")
	s.keys(" ns:web")
	s.waitFor("3 of ", "▸ web  storefront")
	s.keys(" !9tc2z storefront cause:mismatch")
	s.waitFor("▸ web  storefront")
	s.keys(" !web")
	s.waitFor("matches the filter", "esc clears it")
	s.keys(terminal.Esc)
	s.waitFor("/ to filter", "▸ ")
}

// One row a cause, which unfolds to its pods; the cursor stays on its pod.
func TestCausesFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.loaded()
	s.keys("G")
	s.waitFor("▸ web")
	s.keys("\t")
	s.waitFor("PODS↓", "× key does not match", "3 pods")
	s.keys(terminal.Enter)
	s.waitFor("- × key does not match", "▸   └ web / storefront")
	s.keys("\t")
	s.waitFor("view: pods | causes", "▸ web")
}

// Namespaces: ctrl+n offers them, 0 goes back to all.
func TestNamespaceFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.loaded()
	s.keys("\x0e")
	s.waitFor(": namespace", "namespace all", "namespace api")
	s.keys("web")
	s.waitFor("▸ namespace web")
	s.keys(terminal.Enter)
	s.waitFor("Filter: ns:web", "3 of ", "▸ web")
	s.keys("0g")
	s.waitFor("/ to filter", "antique")
}

// Where one namespace is read, ctrl+n offers the others and 0 reads all.
func TestReachNamespacesFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train", "-n", "web")
	s.waitFor("practice cluster / web", "3 failing of 3", "▸ web")
	s.keys("\x0e")
	s.waitFor("namespace all", "read this namespace instead", "namespace api")
	s.keys("web")
	s.waitFor("not now: this is the current namespace")
	s.keys("\x15namespace shop")
	s.waitFor("▸ namespace shop")
	s.keys(terminal.Enter)
	s.waitFor("practice cluster / shop", "1 failing of", "▸ shop  cart")
	s.keys("0")
	s.waitFor("practice cluster / all namespaces", "antique")
}

// Each link opens for its evidence; passwords are shown on request only, and
// go away again.
func TestEvidenceFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.open("web", "storefront")
	s.keys(terminal.Enter)
	s.waitFor("/ Registry key", "What is wrong", "gchr.io", "^^")
	s.never("practice-ghcr")
	s.keys("x")
	s.waitFor("Decoded, passwords shown for", "practice-ghcr", "swapped letters")
	s.keys("x")
	s.waitFor("passwords hidden", "••••••")
	s.never("practice-ghcr")
	s.keys("x")
	s.waitFor("practice-ghcr")
	s.keys("\t") // another link hides them
	s.waitFor("/ Registry", "What it is")
	s.keys("\t")
	s.waitFor("/ Image")
	s.keys("\t")
	s.waitFor("/ Pod", "imagePullSecrets", "The node's message", "Events")
	s.keys("\t")
	s.waitFor("/ Service account", "default")
	s.keys("\t")
	s.waitFor("/ Secret", "Decoded, passwords hidden")
	s.never("practice-ghcr")
	s.keys("G")
	s.waitFor("Cannot tell from here")
	s.keys(terminal.Esc)
	s.waitFor("enter evidence")
}

// Palette, help and log are reached from anywhere, and say why something
// cannot be done.
func TestPaletteHelpAndLogFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.loaded()
	s.keys("?")
	s.waitFor("Look into it", "filter the list", "Find and choose")
	s.keys("\x04\x04")
	s.waitFor("practice cluster is the only one")
	s.keys("G")
	s.waitFor("Symbols", "× BROKEN")
	s.keys("?")
	s.waitFor("enter diagnose")
	s.keys(":theme li")
	s.waitFor("▸ theme light", "colours for a light background")
	s.keys(terminal.Enter)
	s.waitFor("enter diagnose")
	s.keys("C")
	s.waitFor("C: the practice cluster is the only one")
	s.keys("L")
	s.waitFor("Messages", "practice cluster / log")
	s.keys("\x10lis") // ctrl+p
	s.waitFor("▸ list")
	s.keys(terminal.Enter)
	s.waitFor("enter diagnose")
}

// e writes the report, y copies it as YAML and c the commands; none of them
// has a password.
func TestExportAndCopyFlow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	term, err := terminal.Start("/bin/sh", 80, 24, nil, "-c", `cd "$1" && exec "$2" --train --free`, "sh", dir, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(term.Close)
	s := &screen{Terminal: term, t: t}
	s.open("web", "storefront")
	s.keys("y")
	s.waitFor("copied the report of web/storefront")
	if text := s.copied(); !strings.Contains(text, "registry: ghcr.io") || strings.Contains(text, "practice-ghcr") {
		t.Errorf("copied as YAML: %q", text)
	}
	s.keys("c")
	s.waitFor("kubectl command")
	if text := s.copied(); !strings.Contains(text, "kubectl ") || strings.Contains(text, "practice-ghcr") {
		t.Errorf("copied as commands: %q", text)
	}
	s.keys("e")
	s.waitFor("pulldoctor-report.json")
	text, err := os.ReadFile(filepath.Join(dir, "pulldoctor-report.json"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct{ Failures []any }
	if err := json.Unmarshal(text, &report); err != nil || len(report.Failures) < 40 || strings.Contains(string(text), "practice-ghcr") {
		t.Errorf("the report: %v, %d failures", err, len(report.Failures))
	}
}

// A fix is undone with a preview of its own.
func TestUndoFlow(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.open("web", "storefront")
	s.keys("f")
	s.waitFor("checks passed", "▸ [ Cancel ]", `"gchr.io"`)
	time.Sleep(500 * time.Millisecond)
	s.keys(terminal.Enter) // Cancel has the focus
	s.waitFor("confidence:")
	s.keys("f")
	s.waitFor("checks passed", "▸ [ Cancel ]")
	time.Sleep(500 * time.Millisecond)
	s.keys("A")
	s.waitFor("✓ recovered", "u undo")
	s.keys("u")
	s.waitFor("checks passed", "Undo on practice cluster?")
	time.Sleep(500 * time.Millisecond)
	s.keys("A")
	s.waitFor("Undone at")
	s.keys(terminal.Esc)
	s.waitFor("storefront") // running or failing again, but never lost
}

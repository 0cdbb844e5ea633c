package tui

import (
	"strconv"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// TestHostsLoseWholeLabels: what is left of a host in a narrow column can be
// told apart, and no label is cut inside.
func TestHostsLoseWholeLabels(t *testing.T) {
	for _, c := range []struct {
		host string
		w    int
		want string
	}{
		{"registry.acme.example:5000", 26, "registry.acme.example:5000"},
		{"registry.acme.example:5000", 18, "…acme.example:5000"},
		{"registry.acme.example:5000", 14, "registry.acme…"},
		{"registry.massive.example", 14, "…massive…"},
		{"registry.massive.example", 8, "…"},
		{"localhost:5000", 8, "…"},
		{"日本.example.com", 12, "…example.com"},
	} {
		if got := HostIn(c.host, c.w); got != c.want {
			t.Errorf("hostIn(%q, %d) = %q, want %q", c.host, c.w, got, c.want)
		}
	}
}

// TestColumnsShare: a narrow window moves the columns together before it leaves
// one out; the row never gets wider than the window.
func TestColumnsShare(t *testing.T) {
	need := columns{gap: between, ns: 10, pod: 27, cause: 26, registry: 26, also: 4, age: 4, host: 18}
	for _, c := range []struct {
		w              int
		registry, also bool
	}{{140, true, true}, {100, true, true}, {80, true, true}, {72, false, true}, {60, false, false}} {
		got := need.share(c.w)
		if got.width() > c.w || got.registry > 0 != c.registry || got.also > 0 != c.also {
			t.Errorf("%d cells: %+v is %d wide; registry %v, count %v wanted", c.w, got, got.width(), c.registry, c.also)
		}
		if got.pod < leastPod {
			t.Errorf("%d cells: pods get %d", c.w, got.pod)
		}
	}
}

// TestListBesideDetail: beside the text about a pod, the list keeps every column
// where the text can still be read.
func TestListBesideDetail(t *testing.T) {
	need := columns{gap: between, ns: 10, pod: 27, cause: 26, registry: 26, also: 4, age: 4, host: 18}
	lw := need.listWidth(140)
	if got := need.share(lw); got.registry == 0 || got.also == 0 || 140-lw-1 < goodDetail {
		t.Errorf("the list gets %d of 140 cells: %+v", lw, got)
	}
	if lw := need.listWidth(99); lw != 0 {
		t.Errorf("of 99 cells the list gets %d, and the text too few", lw)
	}
}

func TestFirstLines(t *testing.T) {
	text := []string{"one", "two two two", "three"}
	for _, c := range []struct {
		n, w int
		want string
	}{{3, 20, "one|two two two|three"}, {2, 20, "one|two two two …"}, {2, 10, "one|two two …"}, {1, 20, "one …"}, {0, 20, ""}, {-1, 20, ""}} {
		got := strings.Join(firstLines(text, c.n, c.w), "|")
		if got != c.want {
			t.Errorf("%d lines of %d: %q, want %q", c.n, c.w, got, c.want)
		}
	}
	if text[1] != "two two two" {
		t.Error("the text itself was changed")
	}
}

func TestBulletsKeepIndentedFactsTogether(t *testing.T) {
	got := strings.Join(bullets([]string{"decoded:", "  {", `    "auths": {`, "next"}, 40), "|")
	if want := `· decoded:|  {|    "auths": {|· next`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestDifferingCharacters: only what differs is marked, in whole characters.
func TestDifferingCharacters(t *testing.T) {
	th := theme.New(true)
	got := differing(th.Broken, "gchr.io", " ^^")
	if want := "g" + th.Broken.Render("ch") + "r.io"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := differing(th.Broken, "日本", ""); got != "日本" || cell.Width(got) != 4 {
		t.Errorf("without marks: %q", got)
	}
}

// TestSuspendNeedsAShell: ctrl+z says why it does nothing.
func TestSuspendNeedsAShell(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	d.keys("ctrl+z")
	d.shows("no shell waits for this program")
	d.a.Shell = true
	if why := suspendAction(d.a).Disabled; why != "" {
		t.Errorf("with a shell: %q", why)
	}
	d.a.Writing++
	if suspendAction(d.a).Disabled == "" {
		t.Error("a fix that is being written may be stopped half way")
	}
}

// TestRevealGoesThere: passwords that were asked for are on the screen, also
// where the secret stood further below.
func TestRevealGoesThere(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	toWeb(d)
	d.keys("enter", "enter")
	d.hides(hiddenPassword)
	d.keys("x")
	d.shows("Decoded, passwords shown for", hiddenPassword)
	d.keys("x")
	d.hides(hiddenPassword)
}

// TestCauseStaysAboveItsPods: the line of the cause is on the screen with the
// pod that was chosen.
func TestCauseStaysAboveItsPods(t *testing.T) {
	s := fixtureSnapshot(noon)
	for i := range 30 {
		p := s.Pods[4]
		p.Name, p.UID = "web-more-"+strconv.Itoa(i), "u"+strconv.Itoa(i)
		p.Labels = map[string]string{"cause": "host-mismatch"}
		s.Pods = append([]diagnose.Pod{p}, s.Pods...)
	}
	d := drive(t, 80, 24).reading(s)
	d.keys("tab", "G", "k", "k", "tab", "tab")
	l := d.a.Stack[0].(*List)
	head := l.items[l.headOf(l.cursor)]
	if head.kind != causeItem {
		t.Fatalf("the cursor is on %+v", l.items[l.cursor])
	}
	d.shows(l.rows[head.row].Cause)
}

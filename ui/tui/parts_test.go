package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func TestFilter(t *testing.T) {
	r := Row{Key: PodKey{"shop", "web-1"}, Cause: "login key misspelt", Check: "host-mismatch", Registry: "ghcr.io"}
	r.Search = "shop web-1 login key misspelt host-mismatch ghcr.io/acme/web ghcr.io node-1"
	for text, want := range map[string]bool{
		"": true, "web": true, "WEB": true, "web ghcr": true, "web quay": false, "!quay": true, "!web": false,
		"ns:shop": true, "ns:sho": false, "!ns:shop": false, "cause:key": true, "cause:host-mismatch": true,
		"cause:tag": false, "pod:web": true, "registry:ghcr": true, "web !node-1": false, "!": true, "ghcr.io/acme": true,
		"ns:": true,
	} {
		if got := parseFilter(text).Matches(&r); got != want {
			t.Errorf("filter %q: %v, want %v", text, got, want)
		}
	}
}

func TestWithNamespace(t *testing.T) {
	for _, c := range [][3]string{
		{"", "shop", "ns:shop"}, {"web ns:ci", "shop", "web ns:shop"}, {"ns:ci web", "", "web"}, {"", "", ""},
	} {
		if got := withNamespace(c[0], c[1]); got != c[2] {
			t.Errorf("withNamespace(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestHostsAreNeverCut(t *testing.T) {
	const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
	for _, c := range []struct {
		host string
		w    int
		want string
	}{
		{"ghcr.io", 7, "ghcr.io"}, {"ghcr.io", 6, "…"}, {ecr, 44, ecr}, {ecr, 20, "ECR eu-west-1"}, {ecr, 10, "…"},
		{"europe-west1-docker.pkg.dev", 20, "GAR europe-west1"}, {"acme.azurecr.io", 10, "ACR acme"},
	} {
		if got := HostIn(c.host, c.w); got != c.want {
			t.Errorf("hostIn(%q, %d) = %q, want %q", c.host, c.w, got, c.want)
		}
	}
}

func TestAlign(t *testing.T) {
	for _, c := range [][5]string{
		{"gchr.io", "ghcr.io", "gchr.io", "ghcr.io", " ^^"},
		{"ghcr.io", "ghcr.io", "ghcr.io", "ghcr.io", ""},
		{"ghcrio", "ghcr.io", "ghcr·io", "ghcr.io", "    ^"},
		{"https://ghcr.io", "ghcr.io", "https://ghcr.io", "········ghcr.io", "^^^^^^^^"},
		{"", "a", "·", "a", "^"},
		{"日本.io", "ghcr.io", "日本.io", "ghcr.io", ""},
	} {
		a, b, m := Align(c[0], c[1])
		if a != c[2] || b != c[3] || m != c[4] {
			t.Errorf("align(%q, %q) = %q, %q, %q; want %q", c[0], c[1], a, b, m, c[2:])
		}
	}
}

func TestCompareBreaksLongNames(t *testing.T) {
	c := diagnose.Compare{HaveLabel: "name in the secret", Have: strings.Repeat("a", 50) + "x",
		WantLabel: "name in the image", Want: strings.Repeat("a", 50) + "y"}
	lines := CompareLines(theme.Plain(), &c, 40)
	if got := strings.Join(lines, "\n"); !strings.Contains(got, "^") || !strings.Contains(got, "upper line: name in the secret") {
		t.Errorf("compare:\n%s", got)
	}
}

func TestCommandLines(t *testing.T) {
	for _, c := range []struct {
		command string
		w       int
		want    string
	}{
		{"kubectl get pods", 40, "kubectl get pods"},
		{"kubectl -n shop patch secret regcred", 24, "kubectl -n shop patch \\|    secret regcred"},
		{"a\nb", 40, "a|b"},
		{`kubectl patch -p '{"a": "b c d e"}'`, 20, `kubectl patch -p|    '{"a": "b c d|    e"}'`},
		{"kubectl get 'a'\nkubectl get 'b c d e f g h'", 20, `kubectl get 'a'|kubectl get 'b c d e|    f g h'`},
	} {
		if got := strings.Join(CommandLines(c.command, c.w), "|"); got != c.want {
			t.Errorf("%q in %d cells: %q, want %q", c.command, c.w, got, c.want)
		}
	}
}

func TestNotes(t *testing.T) {
	var n screen.Notes
	n.Say(noon, "copied")
	n.Expire(noon.Add(screen.NoteTime - time.Millisecond))
	if n.Current() != "copied" {
		t.Error("a note ends too soon")
	}
	n.Expire(noon.Add(screen.NoteTime))
	if n.Current() != "" {
		t.Error("a note stays too long")
	}
	n.Keep(noon, "× no connection")
	n.Expire(noon.Add(time.Hour))
	if n.Current() == "" {
		t.Error("an error ends without a key")
	}
	n.Dismiss()
	if n.Current() != "" || len(n.Log) != 2 {
		t.Error("a key does not end an error, or the log forgets")
	}
	n.Refuse(noon, "esc: this is the first screen")
	n.Dismiss()
	if n.Current() != "" {
		t.Error("why one key does nothing still stands there after the next")
	}
}

func TestNoColor(t *testing.T) {
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	for _, c := range []struct {
		env            map[string]string
		noColor, ascii bool
	}{
		{nil, false, false}, {map[string]string{"NO_COLOR": "0"}, true, false}, {map[string]string{"NO_COLOR": ""}, false, false},
		{map[string]string{"TERM": "dumb"}, true, true}, {map[string]string{"TERM": "xterm"}, false, false},
	} {
		if o := screen.FromEnvironment(ui.Options{}, env(c.env)); o.NoColor != c.noColor || o.ASCII != c.ascii {
			t.Errorf("%v: NoColor %v, ASCII %v", c.env, o.NoColor, o.ASCII)
		}
	}
}

// TestSelectionStays: the cursor follows its pod while others come and go.
func TestSelectionStays(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	toWeb(d)
	d.reading(fixtureSnapshot(noon, "runner-0", "runner-1", "cart-6c5d9f7b4-p8wzt"))
	d.shows("▸ shop  web-7d9f4c6b8-2xkqp")
	d.keys("tab")
	d.shows("▸   ├ shop / web-7d9f4c6b8-2xkqp")
	d.keys("tab", "/", "2", "x", "k", "enter")
	d.shows("▸ shop  web-7d9f4c6b8-2xkqp", "1 of 7")
	d.keys("esc")
	d.shows("▸ shop  web-7d9f4c6b8-2xkqp", "blog-5f7cc9d")
}

func TestErrorsSayWhatToDo(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(updateMsg{update: diagnose.Update{Progress: "reading pods"}, ok: true})
	d.shows("Reading the cluster", "| reading pods", "reading...")
	d.clock.pass(4 * time.Second)
	d.shows("(4 s)")
	d.send(updateMsg{update: diagnose.Update{Err: errors.New("kind-lab does not answer; is it started?")}, ok: true})
	d.shows("Nothing could be read", "is it started?", "r tries again", "× not reading")
	s := fixtureSnapshot(noon)
	s.Unreadable = []diagnose.Unreadable{{Resource: "secrets", Namespace: "ci", Verb: "list", Why: "forbidden"}}
	d.reading(s)
	d.shows("! Could not read secrets in ci (forbidden)")
	d.keys("L")
	d.shows("kubectl auth can-i list secrets -n ci", "is it started?")
	d.keys("esc")
	s = &diagnose.Snapshot{Now: noon, PodsRead: 3, Unreadable: s.Unreadable}
	d.reading(s)
	d.shows("Nothing found, but not everything could be read")
	d.hides("Every image could be pulled")
}

func TestLeaving(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	d.keys("enter", "q")
	if d.quit {
		t.Fatal("q leaves from a screen that is not the first")
	}
	d.a.Writing = 1
	d.keys("ctrl+c")
	d.shows("press ctrl+c again")
	if d.quit {
		t.Fatal("one ctrl+c leaves while a fix is carried out")
	}
	d.keys("ctrl+c")
	if !d.quit {
		t.Error("two do not")
	}
}

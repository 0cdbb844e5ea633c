package report_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/ui/explain"
)

// The generated sections of the documents are what the program prints and
// what the tests run; -update writes them again.
func TestDocumentsAreCurrent(t *testing.T) {
	cli := map[string]string{}
	for _, file := range []string{"github.yaml", "github-live.yaml", "github-patch.yaml", "gitlab.yaml", "argocd.yaml", "gate.sh"} {
		recipe, err := os.ReadFile("../cli/testdata/recipes/" + file)
		if err != nil {
			t.Fatal(err)
		}
		cli["recipe:"+file] = "```" + map[string]string{".yaml": "yaml", ".sh": "sh"}[filepath.Ext(file)] + "\n" + string(recipe) + "```\n"
	}
	current(t, "../../diagnose/check/README.md", map[string]string{"checks": explain.Reference()})
	current(t, "../cli/README.md", cli)
	current(t, "../../.github/CONTRIBUTING.md", map[string]string{"glossary": glossary(t)})
}

// glossary is the course's own, as a table: the guide uses the same words.
func glossary(t *testing.T) string {
	t.Helper()
	c, err := lesson.Load(os.DirFS("../../testdata/cases"))
	if err != nil {
		t.Fatal(err)
	}
	out := "| word | meaning |\n|---|---|\n"
	for _, term := range c.Terms {
		first, _, _ := strings.Cut(term.Means, "\n\n")
		out += "| " + term.Name + " | " + strings.ReplaceAll(strings.TrimSpace(first), "\n", " ") + " |\n"
	}
	return out
}

// current compares the sections of a document, between their two comments,
// with what they have to be.
func current(t *testing.T, file string, sections map[string]string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, content := range sections {
		begin, end := "<!-- "+name+":begin -->", "<!-- "+name+":end -->"
		before, rest, ok := strings.Cut(want, begin)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Errorf("%s has no %s ... %s", file, begin, end)
			continue
		}
		want = before + begin + "\n\n" + content + "\n" + end + after
	}
	switch {
	case want == string(text):
	case !*update:
		t.Errorf("%s is not current; make golden rewrites its generated sections", file)
	default:
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The README stays a page that can be read in one go; references go beside
// what they describe.
func TestReadmeIsShort(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n >= 250 {
		t.Errorf("README.md has %d lines, must be under 250", n)
	}
}

// Links of the documents between each other lead to files that exist.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	files := []string{"README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md", "diagnose/check/README.md", "diagnose/symptom/README.md",
		"kube/faults/README.md", "ui/cli/README.md", "ui/course/README.md", "testdata/node/README.md"}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join("../..", file))
		if err != nil {
			t.Error(err)
			continue
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			target := filepath.Join("../..", filepath.Dir(file), m[1])
			data, err := os.ReadFile(target)
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if m[2] != "" && !hasHeading(string(data), m[2][1:]) {
				t.Errorf("%s: %s has no heading %s", file, m[1], m[2])
			}
		}
	}
}

// hasHeading looks for a heading by the anchor that GitHub makes of it.
func hasHeading(text, anchor string) bool {
	for line := range strings.Lines(text) {
		title, ok := strings.CutPrefix(line, "#")
		title = strings.ToLower(strings.TrimSpace(strings.TrimLeft(title, "#")))
		if ok && strings.ReplaceAll(strings.NewReplacer("`", "", ",", "", ":", "", "?", "").Replace(title), " ", "-") == anchor {
			return true
		}
	}
	return false
}

// What the reference shows as a command is one, without words of the sentence
// around it.
func TestReferenceCommands(t *testing.T) {
	end := regexp.MustCompile("^(NAME|POD|NODE|NAMESPACE|yaml|-d|'.*'|.+=.+)$")
	commands := regexp.MustCompile("Check it: `(kubectl[^`]*)`").FindAllStringSubmatch(strings.ReplaceAll(explain.Reference(), "\n", " "), -1)
	if len(commands) < 40 {
		t.Errorf("%d commands", len(commands))
	}
	for _, c := range commands {
		words := strings.Fields(c[1])
		if !end.MatchString(words[len(words)-1]) {
			t.Errorf("no command: %s", c[1])
		}
	}
}

// Every check can be explained, in lines that fit.
func TestExplain(t *testing.T) {
	var all strings.Builder
	if err := explain.All(&all); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(all.String(), "\n"); n != len(check.All) {
		t.Errorf("%d lines for %d checks", n, len(check.All))
	}
	for _, c := range check.All {
		var b strings.Builder
		if err := explain.Check(&b, c, 80); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(strings.Fields(b.String()), " ")
		if want := strings.Join(strings.Fields(string(c.Name)+" "+c.Title+". "+c.Doc), " "); got != want {
			t.Errorf("%s loses words:\n%s\n%s", c.Name, got, want)
		}
		for _, l := range strings.Split(b.String(), "\n") {
			if len([]rune(l)) > 80 && strings.Contains(strings.TrimSpace(l), " ") {
				t.Errorf("%s: too long: %s", c.Name, l)
			}
		}
	}
}

package report_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

const readme = "../../README.md"

// The generated sections of the README are what the program says and what the
// tests run; -update writes them anew.
func TestReadmeIsCurrent(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{"checks": report.Reference()}
	for _, file := range []string{"github.yaml", "gitlab.yaml", "gate.sh"} {
		recipe, err := os.ReadFile("../cli/testdata/recipes/" + file)
		if err != nil {
			t.Fatal(err)
		}
		sections["recipe:"+file] = "```" + map[string]string{".yaml": "yaml", ".sh": "sh"}[filepath.Ext(file)] + "\n" + string(recipe) + "```\n"
	}
	current := string(text)
	for name, content := range sections {
		begin, end := "<!-- "+name+":begin -->", "<!-- "+name+":end -->"
		before, rest, ok := strings.Cut(current, begin)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Errorf("README.md has no %s ... %s", begin, end)
			continue
		}
		current = before + begin + "\n\n" + content + "\n" + end + after
	}
	if current == string(text) {
		return
	}
	if !*update {
		t.Fatal("README.md is not current; make golden writes its generated sections anew")
	}
	if err := os.WriteFile(readme, []byte(current), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What the README shows as a command is one, without words of the sentence
// around it.
func TestReferenceCommands(t *testing.T) {
	end := regexp.MustCompile("^(NAME|POD|NODE|NAMESPACE|yaml|-d|'.*'|.+=.+)$")
	commands := regexp.MustCompile("Check it: `(kubectl[^`]*)`").FindAllStringSubmatch(strings.ReplaceAll(report.Reference(), "\n", " "), -1)
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
	if err := report.ExplainAll(&all); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(all.String(), "\n"); n != len(check.All) {
		t.Errorf("%d lines for %d checks", n, len(check.All))
	}
	for _, c := range check.All {
		var b strings.Builder
		if err := report.Explain(&b, c, 80); err != nil {
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

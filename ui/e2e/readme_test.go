package e2e

import (
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the report in the README")

// The report that the README shows is what the program prints.
func TestReadmeReport(t *testing.T) {
	const file, begin, end = "../../README.md", "<!-- report:begin -->", "<!-- report:end -->"
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(path, "--train", "--report", "-n", "web", "--fail-on", "none").Output()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("README.md has no %s ... %s", begin, end)
	}
	current := before + begin + "\n\n```text\n" + string(out) + "```\n\n" + end + after
	if current == string(text) {
		return
	}
	if !*update {
		t.Fatal("README.md shows another report than the program prints; make golden rewrites it")
	}
	if err := os.WriteFile(file, []byte(current), 0o644); err != nil {
		t.Fatal(err)
	}
}

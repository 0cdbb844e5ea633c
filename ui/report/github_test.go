package report_test

import (
	"regexp"
	"strings"
	"testing"
)

// Every line is one command, whatever the texts hold.
func TestGitHubCommands(t *testing.T) {
	command := regexp.MustCompile(`^::(error|warning|notice) (file=[^,:]+,)?(line=[0-9]+,)?(col=[0-9]+,)?title=[^,:]+::[^\r\n]+$`)
	for name, res := range results(t) {
		for _, line := range strings.Split(strings.TrimSuffix(write(t, "github", res), "\n"), "\n") {
			if !command.MatchString(line) && !(name == "nothing" && line == "") {
				t.Errorf("%s: %q", name, line)
			}
		}
	}
}

// Ten pods with one broken secret are one annotation, at the secret's line.
func TestGitHubGroups(t *testing.T) {
	got := write(t, "github", hostile())
	if n := strings.Count(got, "::error "); n != 1 {
		t.Errorf("%d errors, want 1\n%s", n, got)
	}
	if !strings.Contains(got, "file=deploy/a b%2Cc%3Ad%25.yaml,line=7,") {
		t.Errorf("no place in %s", got)
	}
}

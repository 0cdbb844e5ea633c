package report_test

import (
	"regexp"
	"strings"
	"testing"
)

// withoutCode takes the code spans out of a line.
func withoutCode(line string) string {
	for _, fence := range []string{"```", "``", "`"} {
		parts := strings.Split(line, fence)
		for i := 1; i+1 < len(parts); i += 2 {
			parts[i] = ""
		}
		line = strings.Join(parts, "")
	}
	return line
}

// Nothing that came from outside is markup: no tag, link, image, mention,
// reference or table cell of its own.
func TestMarkdownEscapes(t *testing.T) {
	md := write(t, "markdown", hostile())
	bad := map[string]*regexp.Regexp{
		"a tag":       regexp.MustCompile(`<(img|/?b|script)`),
		"a link":      regexp.MustCompile(`[^\\]\]\(`),
		"a mention":   regexp.MustCompile(`@[a-z]`),
		"a reference": regexp.MustCompile(`#[0-9]`),
		"a URL":       regexp.MustCompile(`https?://`),
		"emphasis":    regexp.MustCompile(`[^\\*][*_][a-z]`),
	}
	block := false
	details := 0
	for _, line := range strings.Split(md, "\n") {
		if strings.HasPrefix(line, "````") {
			block = !block
			continue
		}
		if block {
			continue
		}
		details += strings.Count(line, "<details>")
		if line == "</details>" {
			details--
		}
		line = strings.TrimPrefix(line, "**Fix:** ")
		shown := withoutCode(strings.ReplaceAll(line, "\\`", ""))
		for what, re := range bad {
			if m := re.FindString(shown); m != "" {
				t.Errorf("%s (%q) in: %s", what, m, line)
			}
		}
		if strings.HasPrefix(line, "|") {
			if n := cells(line); n != 3 && n != 4 {
				t.Errorf("%d cells in: %s", n, line)
			}
		}
	}
	if block || details != 0 {
		t.Errorf("a block is not closed: fence %v, details %d", block, details)
	}
}

// cells counts the cells of a table row as GitHub does: an escaped bar does
// not end one.
func cells(row string) int {
	n := 0
	for i := 0; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			n++
		}
	}
	return n - 1
}

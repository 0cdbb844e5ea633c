package report

import "strings"

// escape makes text stand in Markdown as it is: no markup, no HTML, no link.
// A comment behind @ and # keeps forges from making mentions and references,
// which look for them after the markup is gone.
func escape(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(s, "\n") {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		for i := 0; i < len(line); i++ {
			switch c := line[i]; c {
			case '&':
				b.WriteString("&amp;")
			case '<':
				b.WriteString("&lt;")
			case '>':
				b.WriteString("&gt;")
			case '@', '#':
				b.WriteByte(c)
				b.WriteString("<!-- -->")
			case '\\', '`', '*', '_', '[', ']', '|', '~', '$':
				b.WriteByte('\\')
				b.WriteByte(c)
			case ':':
				b.WriteByte(c)
				if strings.HasPrefix(line[i:], "://") { // no automatic link
					b.WriteString("<!-- -->")
				}
			case '.':
				if i >= 3 && strings.EqualFold(line[i-3:i], "www") {
					b.WriteString("&#46;")
					continue
				}
				b.WriteByte(c)
			case '+', '-', '=':
				if strings.TrimSpace(line[:i]) == "" { // a list, a heading, a rule
					b.WriteByte('\\')
				}
				b.WriteByte(c)
			default:
				b.WriteByte(c)
			}
		}
	}
	return b.String()
}

// htmlText is escape for text between HTML tags, where Markdown may or may not
// be read.
var htmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ",
	"@", "@<!-- -->", "#", "#<!-- -->", "*", "&#42;", "_", "&#95;", "`", "&#96;", "[", "&#91;", "]", "&#93;").Replace

// code is text in a code span, in which nothing is read as markup.
func code(s string) string {
	s = oneLine(s)
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s)+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// cell is what has been escaped, for a table: a bar ends a cell even in code,
// unless an odd number of backslashes stands before it.
func cell(s string) string {
	var b strings.Builder
	slashes := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '|' && slashes%2 == 0 {
			b.WriteByte('\\')
		}
		slashes++
		if s[i] != '\\' {
			slashes = 0
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// block is text in a fenced block.
func block(s string) string {
	fence := strings.Repeat("`", max(3, longestRun(s)+1))
	return fence + "sh\n" + s + "\n" + fence
}

// longestRun is the length of the longest row of backticks.
func longestRun(s string) int {
	longest, run := 0, 0
	for _, r := range s {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

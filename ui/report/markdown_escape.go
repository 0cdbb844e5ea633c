package report

import "strings"

// escape escapes text for Markdown: it is shown unchanged, without markup, HTML
// or links. A comment after @ and # prevents mentions and references, which
// forges look for after rendering the markup.
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

// htmlText escapes text between HTML tags, where Markdown may or may not
// be interpreted.
var htmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ",
	"@", "@<!-- -->", "#", "#<!-- -->", "*", "&#42;", "_", "&#95;", "`", "&#96;", "[", "&#91;", "]", "&#93;").Replace

// Code returns text as a code span, in which nothing is markup.
func Code(s string) string {
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

// cell adapts escaped text for a table: a bar ends a cell even in code, unless
// an odd number of backslashes precedes it.
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

// block returns text as a fenced code block.
func block(s string) string {
	fence := strings.Repeat("`", max(3, longestRun(s)+1))
	return fence + "sh\n" + s + "\n" + fence
}

// longestRun returns the length of the longest run of backticks.
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

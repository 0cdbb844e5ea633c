package lookup

import (
	"strings"
	"unicode"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Lines of events without their header: those of kubectl describe, of kubectl
// get events and kubectl events, each also with its columns squeezed together.
var (
	describedEvent = text.Lazy(`^(?:Normal|Warning)\s+([A-Z]\w+)\s+(?:<\w+>|\d\w*(?: ago)?(?: \(x\d+ over \S+\))?)\s+(?:\S+(?:, \S+)?)\s+(.+)$`)
	listedEvent    = text.Lazy(`^(?:\S+\s+)?(?:<\w+>|\d+[smhdy]\w*(?: \(x\d+ over \S+\))?)\s+(?:Normal|Warning)\s+([A-Z]\w+)\s+(\S+/\S+)\s+(.+)$`)
)

// eventLine reads one event without a header.
func eventLine(s string) (reason, message string, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) > longestText {
		return "", "", false
	}
	if m := describedEvent().FindStringSubmatch(s); m != nil {
		return m[1], m[2], true
	}
	if m := listedEvent().FindStringSubmatch(s); m != nil {
		return m[1], m[3], true
	}
	return "", "", false
}

// event is one event of a list.
type event struct{ namespace, object, reason, message string }

// columns are the headings of a table and where they begin, in characters.
type columns struct {
	names []string
	at    []int
}

// readHeader splits a heading into columns, which are at least two spaces apart
// (old tables: one tab).
func readHeader(line string) columns {
	var c columns
	runes := []rune(line)
	for i := 0; i < len(runes); {
		if unicode.IsSpace(runes[i]) {
			i++
			continue
		}
		end := i
		for end < len(runes) && !(runes[end] == '\t' || runes[end] == ' ' && (end+1 == len(runes) || unicode.IsSpace(runes[end+1]))) {
			end++
		}
		c.names = append(c.names, strings.ToUpper(string(runes[i:end])))
		c.at = append(c.at, i)
		i = end
	}
	return c
}

func (c columns) has(names ...string) bool {
	for _, n := range names {
		if c.column(n) < 0 {
			return false
		}
	}
	return true
}

func (c columns) column(name string) int {
	for i, n := range c.names {
		if n == name {
			return i
		}
	}
	return -1
}

// cells splits a row at the columns; false if it is not aligned with them, as
// the lines of a message of several lines are not.
func (c columns) cells(line string) ([]string, bool) {
	runes := []rune(line)
	out := make([]string, len(c.at))
	for i, at := range c.at {
		end := len(runes)
		if i+1 < len(c.at) {
			end = min(end, c.at[i+1])
		}
		if at >= len(runes) {
			continue
		}
		if at > 0 && !unicode.IsSpace(runes[at-1]) {
			return nil, false
		}
		out[i] = strings.TrimSpace(string(runes[at:end]))
	}
	return out, true
}

// isEventHeader reports whether a line is the heading of a list of events.
func isEventHeader(c columns) bool { return c.has("TYPE", "REASON", "MESSAGE") }

// eventTable reads the rows below a heading, up to an empty line or to a line
// that is not indented where the heading is. It returns how many lines it read.
func eventTable(header columns, lines []string) (events []event, read int) {
	indent := header.at[0] > 0
	for _, line := range lines {
		if strings.TrimSpace(line) == "" || indent && line[0] != ' ' && line[0] != '\t' && len(events) == 0 {
			break
		}
		if indent && strings.HasPrefix(line, "Name:") {
			break
		}
		read++
		if strings.Trim(line, " -\t") == "" {
			continue
		}
		if e, ok := header.event(line); ok {
			events = append(events, e)
		} else if n := len(events); n > 0 { // a message goes on
			events[n-1].message = cut(events[n-1].message+" "+strings.TrimSpace(line), longestText)
		}
	}
	return events, read
}

func (c columns) event(line string) (event, bool) {
	cells, ok := c.cells(line)
	get := func(names ...string) string {
		for _, n := range names {
			if i := c.column(n); i >= 0 {
				return cells[i]
			}
		}
		return ""
	}
	if ok {
		e := event{namespace: get("NAMESPACE"), object: get("OBJECT"), reason: get("REASON"), message: get("MESSAGE")}
		if kind, name := get("KIND"), get("NAME"); e.object == "" && name != "" && kind != "" {
			e.object = strings.ToLower(kind) + "/" + name
		}
		if t := get("TYPE"); (t == "Normal" || t == "Warning") && isName(e.reason) {
			return e, true
		}
	}
	trimmed := strings.TrimSpace(line)
	if reason, message, ok := eventLine(trimmed); ok {
		e := event{reason: reason, message: message}
		if m := listedEvent().FindStringSubmatch(trimmed); m != nil {
			e.object = m[2]
		}
		return e, true
	}
	return event{}, false
}

// isName reports whether a word can be the reason of an event.
func isName(s string) bool {
	return s != "" && s[0] >= 'A' && s[0] <= 'Z' && !strings.ContainsFunc(s, func(r rune) bool { return !inWord(r) })
}

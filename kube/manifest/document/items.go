package document

import "bytes"

// cutFrom is the size from which a list is read item by item: as one tree, a
// dump of a large cluster would need thirty times its size in memory.
const cutFrom = 1 << 20

// CutItems cuts a list as kubectl get -o yaml writes it into its items, each
// a document of its own; it changes the text. A list in any other form, and a
// short one, stays as it is.
func (d Document) CutItems() (items []Document, kind, version string, ok bool) {
	if len(d.Text) < cutFrom || bytes.IndexByte(d.Text, '&') >= 0 && alias.Match(d.Text) {
		return nil, "", "", false
	}
	if trimmed := bytes.TrimLeft(d.Text, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '{' {
		return d.cutJSON()
	}
	var starts []int // of the items, in the text
	var lines []int
	inItems, end := false, len(d.Text)
	for pos, n := 0, 0; pos < len(d.Text); n++ {
		next := len(d.Text)
		if i := bytes.IndexByte(d.Text[pos:], '\n'); i >= 0 {
			next = pos + i + 1
		}
		line := bytes.TrimRight(d.Text[pos:next], " \r\n")
		switch key, value, isKey := bytes.Cut(line, []byte(":")); {
		case len(line) == 0 || line[0] == ' ' || line[0] == '#':
		case inItems && bytes.HasPrefix(line, []byte("- ")):
			starts, lines = append(starts, pos), append(lines, d.Line+n)
		case !isKey:
			return nil, "", "", false
		default:
			if inItems {
				inItems, end = false, pos
			}
			switch value = bytes.TrimSpace(value); string(key) {
			case "items":
				if len(value) > 0 || len(starts) > 0 {
					return nil, "", "", false
				}
				inItems = true
			case "kind":
				kind = string(value)
			case "apiVersion":
				version = string(value)
			case "metadata":
			default:
				return nil, "", "", false
			}
		}
		pos = next
	}
	if len(starts) == 0 || version == "" || !bytes.HasSuffix([]byte(kind), []byte("List")) {
		return nil, "", "", false
	}
	for i, start := range starts {
		stop := end
		if i+1 < len(starts) {
			stop = starts[i+1]
		}
		d.Text[start] = ' '
		items = append(items, Document{Text: d.Text[start:stop], Line: lines[i]})
	}
	return items, kind, version, true
}

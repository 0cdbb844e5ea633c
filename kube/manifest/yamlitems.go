package manifest

import "bytes"

// cutFrom is the size from which a list is read item by item: as one tree, a
// dump of a large cluster would need thirty times its size in memory.
const cutFrom = 1 << 20

// cutItems cuts a list as kubectl get -o yaml writes it into its items, each
// a document of its own; it changes the text. A list in any other form, and a
// short one, stays as it is.
func (d document) cutItems() (items []document, kind, version string, ok bool) {
	if len(d.text) < cutFrom || bytes.IndexByte(d.text, '&') >= 0 && alias.Match(d.text) {
		return nil, "", "", false
	}
	if trimmed := bytes.TrimLeft(d.text, " \t\r\n"); len(trimmed) > 0 && trimmed[0] == '{' {
		return d.cutJSON()
	}
	var starts []int // of the items, in the text
	var lines []int
	inItems, end := false, len(d.text)
	for pos, n := 0, 0; pos < len(d.text); n++ {
		next := len(d.text)
		if i := bytes.IndexByte(d.text[pos:], '\n'); i >= 0 {
			next = pos + i + 1
		}
		line := bytes.TrimRight(d.text[pos:next], " \r\n")
		switch key, value, isKey := bytes.Cut(line, []byte(":")); {
		case len(line) == 0 || line[0] == ' ' || line[0] == '#':
		case inItems && bytes.HasPrefix(line, []byte("- ")):
			starts, lines = append(starts, pos), append(lines, d.line+n)
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
		d.text[start] = ' '
		items = append(items, document{text: d.text[start:stop], line: lines[i]})
	}
	return items, kind, version, true
}

// readItems reads the items of a list one by one.
func (l *loader) readItems(f inputFile, items []document, kind, version string) {
	l.objects++
	for _, d := range items {
		if l.objects > maxObjects {
			return
		}
		values, line, err := d.parse()
		if err != nil {
			l.unread(f, line, err.Error())
			continue
		}
		for _, v := range values {
			inherit(v.doc, kind, version)
			l.readObject(place{file: f, lines: &liner{d: d}, line: v.line}, v.doc)
		}
	}
}

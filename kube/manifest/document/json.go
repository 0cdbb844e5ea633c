package document

import (
	"bytes"
	"encoding/json"
	"strings"
)

// cutJSON is CutItems for a list as kubectl get -o json writes it: one object
// whose items are cut out unchanged. Anything else stays as it is.
func (d Document) cutJSON() (items []Document, kind, version string, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(d.Text))
	at, line := 0, d.Line // lines are counted in one pass
	lineOf := func(pos int) int {
		line += bytes.Count(d.Text[at:pos], []byte{'\n'})
		at = pos
		return line
	}
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, "", "", false
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, "", "", false
		}
		switch key {
		case "kind":
			err = dec.Decode(&kind)
		case "apiVersion":
			err = dec.Decode(&version)
		case "items":
			if items != nil { // duplicate: the last one counts
				return nil, "", "", false
			}
			var t json.Token
			if t, err = dec.Token(); t != json.Delim('[') {
				return nil, "", "", false
			}
			for err == nil && dec.More() {
				var raw json.RawMessage
				if err = dec.Decode(&raw); err == nil {
					start := int(dec.InputOffset()) - len(raw)
					items = append(items, Document{Text: d.Text[start : start+len(raw)], Line: lineOf(start)})
				}
			}
			if err == nil {
				_, err = dec.Token()
			}
		default:
			var rest json.RawMessage
			err = dec.Decode(&rest)
		}
		if err != nil {
			return nil, "", "", false
		}
	}
	end, err := dec.Token()
	if err != nil || end != json.Delim('}') || dec.More() || len(items) == 0 || version == "" || !strings.HasSuffix(kind, "List") {
		return nil, "", "", false
	}
	return items, kind, version, true
}

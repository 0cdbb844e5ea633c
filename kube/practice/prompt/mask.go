package prompt

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// Masked replaces a value that is not shown. It is ASCII, so that it survives base64.
const Masked = "******"

// shown are the fields of a Docker config whose values are not secret.
var shown = []string{"username", "email", "credsstore", "currentcontext", "serveraddress"}

// Hide returns a copy of a Secret with every secret value masked, except those that
// sample knows: they were made up, and are what the learner has to find.
func Hide(s *corev1.Secret, sample func(value []byte) bool) *corev1.Secret {
	s = s.DeepCopy()
	for key, value := range s.Data {
		if !sample(value) {
			s.Data[key] = hideContent(value)
		}
	}
	for key := range s.Annotations {
		if key == corev1.LastAppliedConfigAnnotation {
			s.Annotations[key] = Masked
		}
	}
	return s
}

// hideContent masks the values of a Docker config except those that are known to be harmless;
// content that is not JSON is masked as a whole.
func hideContent(text []byte) []byte {
	d := json.NewDecoder(bytes.NewReader(text))
	var out bytes.Buffer
	type level struct {
		object, value bool // a key came before
		key           string
	}
	var open []level
	at := int64(0)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return []byte(Masked)
		}
		raw := text[at:d.InputOffset()]
		at = d.InputOffset()
		var top *level
		if len(open) > 0 {
			top = &open[len(open)-1]
		}
		word, isText := token.(string)
		isKey := isText && top != nil && top.object && !top.value
		switch x := token.(type) {
		case string:
			if !isKey && x != "" && (top == nil || !slices.Contains(shown, top.key)) {
				raw = append(bytes.Clone(raw[:bytes.IndexByte(raw, '"')]), `"`+Masked+`"`...)
			}
		case json.Number, float64:
			raw = append(bytes.TrimRight(bytes.Clone(raw), "+-.0123456789eE"), `"`+Masked+`"`...)
		}
		out.Write(raw)
		if isKey {
			top.value, top.key = true, strings.ToLower(word)
			continue
		}
		if delim, ok := token.(json.Delim); ok {
			if delim == '{' || delim == '[' {
				key := ""
				if top != nil && delim == '[' {
					key = top.key
				}
				open = append(open, level{object: delim == '{', key: key})
				continue
			}
			open = open[:len(open)-1]
			if len(open) > 0 {
				top = &open[len(open)-1]
			} else {
				top = nil
			}
		}
		if top != nil && top.object {
			top.value = false
		}
	}
	if at == 0 {
		return []byte(Masked)
	}
	out.Write(text[at:]) // whitespace
	return out.Bytes()
}

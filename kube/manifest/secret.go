package manifest

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// takeSecret reads a secret of a manifest. It decodes the data itself: a
// value that is not base64 is a finding about the manifest (the API server
// would refuse it), not a reason to skip the secret.
func (l *loader) takeSecret(p place, doc map[string]any) error {
	if l.secretLater(p, doc) {
		return nil
	}
	refusal, asides := undecodable(doc), asideOf(doc)
	for _, key := range wrapped(doc["data"]) {
		l.note(FileProblem{File: p.file.shown(), Line: p.line, Hint: true,
			Text: fmt.Sprintf("the base64 of data[%q] spans several lines: Kubernetes accepts that, other programs do not; write it on one line (base64 -w0)", key)})
	}
	fields := p.places("Secret", doc)
	data, bad := decodeData(doc["data"])
	plain, badPlain := plainData(doc["stringData"])
	maps.Copy(data, plain) // stringData takes precedence, as in the API server
	maps.Copy(bad, badPlain)
	for k := range plain {
		delete(bad, k)
	}
	delete(doc, "data")
	delete(doc, "stringData")
	return takeAs(doc, func(s *corev1.Secret) {
		v := convert.SecretOf(s)
		if v.Type == "" {
			v.Type = string(corev1.SecretTypeOpaque) // the API server's default
		}
		v.Data = data
		if refusal == "" {
			refusal = invalid(v.Name, v.Type, data)
		}
		v.Refusal, v.Aside = refusal, asides
		if len(bad) > 0 {
			v.BadData = bad
		}
		l.place(p, &v.Meta)
		v.Places = fields
		l.snap.Secrets = append(l.snap.Secrets, v)
	})
}

// asideOf explains the effect of stringData on the content: it overrides
// data, and it is not base64.
func asideOf(doc map[string]any) string {
	data, _ := doc["data"].(map[string]any)
	plain, _ := doc["stringData"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(plain)) {
		text, _ := plain[key].(string)
		_, both := data[key]
		switch _, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text)); {
		case err == nil && strings.HasPrefix(strings.TrimSpace(text), "ey"): // {" in base64
			return fmt.Sprintf("stringData takes plain text, but stringData[%q] contains base64: write the JSON itself there, or move the value to data.", clean.Line(key))
		case both:
			return fmt.Sprintf("The key %q is in both data and stringData; stringData takes precedence.", clean.Line(key))
		}
	}
	return ""
}

// decodeData decodes `data`. The reasons in bad never quote a value.
func decodeData(field any) (data map[string][]byte, bad map[string]string) {
	data, bad = map[string][]byte{}, map[string]string{}
	m, ok := field.(map[string]any)
	if !ok && field != nil {
		bad["data"] = "it is not a mapping"
	}
	for k, v := range m {
		key := clean.Line(k)
		switch s := v.(type) {
		case nil:
			data[key] = nil
		case string:
			b, err := base64.StdEncoding.DecodeString(s) // as encoding/json does for bytes
			if err != nil {
				bad[key] = err.Error() + whyUndecodable(s)
				continue
			}
			data[key] = b
		default:
			bad[key] = "it is " + shape(v) + ", not base64 text"
		}
	}
	return data, bad
}

// whyUndecodable adds the common mistakes in base64; it quotes nothing.
func whyUndecodable(value string) string {
	if why := keyring.FaultInBase64(value); why != "" {
		return "; " + why
	}
	return ""
}

// wrapped returns the values whose base64 spans several lines. Kubernetes
// accepts that (encoding/base64 skips line breaks); other programs do not.
func wrapped(field any) []string {
	m, _ := field.(map[string]any)
	var out []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if s, _ := m[key].(string); strings.ContainsAny(strings.TrimSpace(s), "\r\n") {
			out = append(out, clean.Line(key))
		}
	}
	return out
}

func plainData(field any) (data map[string][]byte, bad map[string]string) {
	data, bad = map[string][]byte{}, map[string]string{}
	m, _ := field.(map[string]any)
	for k, v := range m {
		key := clean.Line(k)
		switch s := v.(type) {
		case nil:
			data[key] = nil
		case string:
			data[key] = []byte(s)
		default:
			bad[key] = "it is " + shape(v) + ", not text"
		}
	}
	return data, bad
}

func shape(v any) string {
	switch v.(type) {
	case map[string]any:
		return "a mapping"
	case []any:
		return "a list"
	case bool:
		return "true or false"
	}
	return "a number"
}

package manifest

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// takeSecret takes over a secret of a manifest. Its data are decoded here and
// not by the type: a value that is not base64 is a finding about the manifest
// (the API server would refuse it), not a reason to read nothing.
func (l *loader) takeSecret(p place, doc map[string]any) error {
	if l.secretLater(p, doc) {
		return nil
	}
	refusal, asides := undecodable(doc), asideOf(doc)
	for _, key := range wrapped(doc["data"]) {
		l.problems = append(l.problems, FileProblem{File: p.file.shown(), Line: p.line, Hint: true,
			Text: fmt.Sprintf("the base64 of data[%q] stands in several lines: Kubernetes takes it, other programs do not; write it in one (base64 -w0)", key)})
	}
	fields := p.places("Secret", doc)
	data, bad := decodeData(doc["data"])
	plain, badPlain := plainData(doc["stringData"])
	maps.Copy(data, plain) // stringData wins, as in the API server
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

// asideOf says how stringData takes part in the content: it overrides data,
// and it is not base64.
func asideOf(doc map[string]any) string {
	data, _ := doc["data"].(map[string]any)
	plain, _ := doc["stringData"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(plain)) {
		text, _ := plain[key].(string)
		_, both := data[key]
		switch _, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text)); {
		case err == nil && strings.HasPrefix(strings.TrimSpace(text), "ey"): // {" in base64
			return fmt.Sprintf("stringData takes plain text, and stringData[%q] holds base64: write the JSON itself there, or move the value to data.", clean.CleanLine(key))
		case both:
			return fmt.Sprintf("The key %q stands under data and under stringData; stringData wins.", clean.CleanLine(key))
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
		key := clean.CleanLine(k)
		switch s := v.(type) {
		case nil:
			data[key] = nil
		case string:
			b, err := base64.StdEncoding.DecodeString(s) // as encoding/json decodes bytes
			if err != nil {
				bad[key] = err.Error() + whyUndecodable(s)
				continue
			}
			data[key] = b
		default:
			bad[key] = "it is " + shape(v) + " where base64 text belongs"
		}
	}
	return data, bad
}

// whyUndecodable adds what people do to base64; it quotes nothing.
func whyUndecodable(value string) string {
	switch trimmed := strings.TrimSpace(value); {
	case strings.Contains(value, "..."), strings.Contains(value, "…"):
		return ", for it was cut short with dots, as manuals print their samples"
	case strings.ContainsAny(trimmed, " \t"):
		return ", for it has a blank in it: YAML joins wrapped lines by blanks, so write it in one line"
	}
	return ""
}

// wrapped names the values whose base64 stands in several lines. Kubernetes
// takes that (encoding/base64 skips line breaks); other programs do not.
func wrapped(field any) []string {
	m, _ := field.(map[string]any)
	var out []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if s, _ := m[key].(string); strings.ContainsAny(strings.TrimSpace(s), "\r\n") {
			out = append(out, clean.CleanLine(key))
		}
	}
	return out
}

func plainData(field any) (data map[string][]byte, bad map[string]string) {
	data, bad = map[string][]byte{}, map[string]string{}
	m, _ := field.(map[string]any)
	for k, v := range m {
		key := clean.CleanLine(k)
		switch s := v.(type) {
		case nil:
			data[key] = nil
		case string:
			data[key] = []byte(s)
		default:
			bad[key] = "it is " + shape(v) + " where text belongs"
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

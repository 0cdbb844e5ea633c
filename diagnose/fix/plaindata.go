package fix

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// plainDataFixes are for a manifest that has the Docker config in plain text
// under data, which must be base64: move it to stringData, or encode it.
func plainDataFixes(s *diagnose.Secret) []diagnose.Fix {
	if s.File == "" {
		return nil
	}
	for _, key := range text.SortedKeys(s.BadData) {
		if why := s.BadData[key]; !strings.Contains(why, "JSON") && !strings.HasSuffix(why, "input byte 0") {
			continue
		}
		words := shell.Words{"file": shell.Path(s.File), "key": shell.Text(key)}
		return []diagnose.Fix{{
			ID:       "use-string-data",
			Title:    fmt.Sprintf("Move %q of Secret %s from data to stringData", key, s.Name),
			Commands: shell.Lines(words, "# in {file}: move {key} from data to stringData; keep the value as it is"),
			After:    "The API server encodes the values of stringData.",
			Where:    fmt.Sprintf("%s, line %d", s.File, s.Line),
			Blocked:  atSourceOnly,
		}, {
			ID:    "encode-data",
			Title: fmt.Sprintf("Encode %q of Secret %s as base64", key, s.Name),
			Commands: shell.Lines(words,
				"# with the value of {key} in config.json",
				"base64 < config.json | tr -d '\\n'",
				"# in {file}: use the output as the value of {key} under data",
			),
			After:   "The API server then accepts the secret.",
			Where:   fmt.Sprintf("%s, line %d", s.File, s.Line),
			Blocked: atSourceOnly,
		}}
	}
	return nil
}

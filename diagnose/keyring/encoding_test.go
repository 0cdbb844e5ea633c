package keyring

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestFaultInBase64(t *testing.T) {
	config := `{"auths":{"ghcr.io":{"username":"bot","password":"s3cret>>>???"}}}`
	good := base64.StdEncoding.EncodeToString([]byte(config + " "))
	for name, test := range map[string]struct{ value, want string }{
		"plain JSON":        {config, "it is the config itself, not base64-encoded"},
		"indented JSON":     {"\n  " + config, "it is the config itself"},
		"single quotes":     {"'" + good + "'", "quotes around the value"},
		"double quotes":     {`"` + good + `"`, "quotes around the value"},
		"URL-safe":          {base64.URLEncoding.EncodeToString([]byte(config + " ")), "URL-safe alphabet"},
		"no padding":        {"YWJjZGU", "the padding at its end is missing: ="},
		"too much padding":  {"YWJj=", "has the wrong length"},
		"cut off":           {good[:5], "it is truncated"},
		"dots":              {good[:20] + "...", "shortened with dots"},
		"wrapped":           {good[:20] + " " + good[20:], "it contains a space"},
		"variable":          {"$DOCKER_CONFIG", "placeholder"},
		"template":          {"{{ .Values.config }}", "placeholder"},
		"other characters":  {"aGVsbG8#", ""},
		"nothing":           {" ", "it is empty"},
		"nothing is quoted": {"s3cret!", ""},
	} {
		got := FaultInBase64(test.value)
		if !strings.Contains(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if strings.Contains(got, "s3cret") {
			t.Errorf("%s shows the value: %q", name, got)
		}
	}
}

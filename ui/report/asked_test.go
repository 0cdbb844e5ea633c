package report_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// parrot is a registry that refuses everything and repeats what it was sent, as
// it came and decoded.
type parrot struct{ heard int }

func (p *parrot) RoundTrip(req *http.Request) (*http.Response, error) {
	status, header := http.StatusUnauthorized, http.Header{"Content-Type": {"application/json"}}
	sent := req.Header.Get("Authorization")
	if sent == "" {
		header.Set("Www-Authenticate", `Basic realm="parrot"`)
	} else {
		status = http.StatusForbidden
		p.heard++
	}
	decoded, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(sent, "Basic "))
	message, _ := json.Marshal(sent + " " + string(decoded))
	body := `{"errors":[{"code":"DENIED","message":` + string(message) + `}]}`
	return &http.Response{
		StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: header,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}, nil
}

// No format shows a password, whatever a registry makes of it.
func TestCanaryOfAnswers(t *testing.T) {
	registry := &parrot{}
	for n, pw := range passwords {
		for name, secret := range contents(pw) {
			snap := leaky(secret, pw)
			redact.Known(snap)
			snap.RegistryAnswers = ask.New(ask.Options{Transport: registry}).Answers(t.Context(), engine.Questions(snap))
			res := run(snap)
			if len(res.Report.Failures[0].RegistryAnswers) == 0 {
				t.Fatalf("password %d, secret %s: no answer", n, name)
			}
			for _, f := range report.Formats {
				out := write(t, f.Name, res)
				for _, trace := range traces() {
					if i := strings.Index(out, trace); i >= 0 {
						t.Errorf("password %d, secret %s: %s shows %q", n, name, f.Name, out[max(0, i-60):min(len(out), i+40)])
						break
					}
				}
			}
		}
	}
	if registry.heard < 10 {
		t.Errorf("only %d credentials were sent", registry.heard)
	}
}

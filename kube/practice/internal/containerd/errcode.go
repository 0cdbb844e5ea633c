package containerd

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// usual are the codes of a registry that containerd knows, with the messages that it leaves out because
// they say no more than the code (core/remotes/docker, errdesc.go).
var usual = map[string]string{
	"UNKNOWN":         "unknown error",
	"UNSUPPORTED":     "The operation is unsupported.",
	"UNAUTHORIZED":    "authentication required",
	"DENIED":          "requested access to the resource is denied",
	"UNAVAILABLE":     "service unavailable",
	"TOOMANYREQUESTS": "too many requests",
}

// registryErrors mirrors Errors.UnmarshalJSON and Error: what a registry says in the body of a refusal;
// empty if that is no answer of a registry.
func registryErrors(body io.Reader) string {
	var answer struct {
		Errors []struct {
			Code    string          `json:"code"`
			Message string          `json:"message"`
			Detail  json.RawMessage `json:"detail"`
		} `json:"errors"`
	}
	if json.NewDecoder(io.LimitReader(body, maxManifest)).Decode(&answer) != nil {
		return ""
	}
	var said []string
	for _, e := range answer.Errors {
		message, known := usual[e.Code]
		code := strings.ToLower(strings.ReplaceAll(e.Code, "_", " "))
		if !known {
			message, code = usual["UNKNOWN"], "unknown"
		}
		detailed := len(e.Detail) > 0 && string(e.Detail) != "null"
		if !detailed && (e.Message == "" || e.Message == message) {
			said = append(said, code)
		} else {
			said = append(said, code+": "+e.Message)
		}
	}
	if len(said) > 1 {
		return "errors:\n" + strings.Join(said, "\n") + "\n"
	}
	return strings.Join(said, "")
}

// unexpected mirrors remotes/errors.NewUnexpectedStatusErr.
func unexpected(resp *http.Response) error {
	return fmt.Errorf("unexpected status from %s request to %s: %d %s",
		resp.Request.Method, resp.Request.URL, resp.StatusCode, http.StatusText(resp.StatusCode))
}

// refusal mirrors unexpectedResponseErr: the registry's own words are on a line of their own.
func refusal(resp *http.Response) error {
	err := unexpected(resp)
	if said := registryErrors(resp.Body); said != "" {
		return fmt.Errorf("%w\n%s", err, said)
	}
	return err
}

package ask

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// maxWords is how many characters of a registry's words are kept.
const maxWords = 300

// harmless makes any text from a registry harmless, and cuts it.
func harmless(text string) string {
	text = strings.TrimSpace(clean.Line(strings.ToValidUTF8(text, "\uFFFD")))
	return cut(text, maxWords)
}

func cut(text string, length int) string {
	if utf8.RuneCountInString(text) <= length {
		return text
	}
	return string([]rune(text)[:length]) + "…"
}

// marks of a quotation are ours alone, so that no words can leave it.
var marks = strings.NewReplacer("“", `"`, "”", `"`)

// quote marks the words of an answer as those of the host that said them:
// ghcr.io: “denied: denied”. Words that repeat a credential are left out.
func (a *Asker) quote(e guard.Exchange) string {
	words := wordsOf(e)
	if words == "" {
		return ""
	}
	return " " + harmless(e.Host) + ": “" + marks.Replace(a.scrub.text(words)) + "”"
}

// wordsOf are the words of an answer that is no success: of a registry's
// errors, of a token server, or plain text. Web pages have none.
func wordsOf(e guard.Exchange) string {
	body := bytes.TrimSpace(e.Body)
	if len(body) == 0 || isPage(e) || body[0] == '<' {
		return ""
	}
	var answer struct {
		Errors []struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
		Details          string `json:"details"`
		Message          string `json:"message"`
		Error            any    `json:"error"`
		ErrorDescription string `json:"error_description"`
	}
	if body[0] != '{' && body[0] != '[' {
		return harmless(string(body))
	}
	_ = json.Unmarshal(body, &answer) // what has another type is left out
	for _, one := range answer.Errors {
		switch {
		case one.Code != "" && one.Message != "":
			return harmless(strings.ToLower(one.Code) + ": " + one.Message)
		case one.Message != "", one.Code != "":
			return harmless(one.Message + one.Code)
		}
	}
	name, _ := answer.Error.(string)
	for _, text := range []string{answer.Details, answer.Message, answer.ErrorDescription, name} {
		if text != "" {
			return harmless(text)
		}
	}
	return ""
}

// isPage says that a web page answered.
func isPage(e guard.Exchange) bool {
	kind, _, _ := strings.Cut(e.Header.Get("Content-Type"), ";")
	return strings.EqualFold(strings.TrimSpace(kind), "text/html")
}

// wordings are texts that say more than the status they come with, in lower
// case. The first that fits counts.
var wordings = []struct {
	text    string
	verdict diagnose.RegistryVerdict
}{
	{"toomanyrequests", diagnose.VerdictRateLimited},
	{"rate limit", diagnose.VerdictRateLimited},
	{"authorization token has expired", diagnose.VerdictWrongCredentials},
	{"incorrect username or password", diagnose.VerdictWrongCredentials},
	{"invalid username", diagnose.VerdictWrongCredentials},
	{"http basic: access denied", diagnose.VerdictWrongCredentials},
	{"invalid credentials", diagnose.VerdictWrongCredentials},
	{"bad credentials", diagnose.VerdictWrongCredentials},
	{"is not allowed access", diagnose.VerdictUnreachable}, // Azure's firewall: client with IP ...
	{"may not exist", diagnose.VerdictDeniedOrAbsent},
	{"does not exist or", diagnose.VerdictDeniedOrAbsent},
	{"not authorized to perform", diagnose.VerdictNoRight},
}

// worded is the verdict of the words, "" where they say nothing.
func worded(words string) diagnose.RegistryVerdict {
	words = strings.ToLower(words)
	for _, w := range wordings {
		if strings.Contains(words, w.text) {
			return w.verdict
		}
	}
	return ""
}

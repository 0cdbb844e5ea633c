package diagnose

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// verdictWords are a registry's answers in words.
var verdictWords = map[RegistryVerdict]string{
	VerdictCanPull:          "can pull",
	VerdictWrongCredentials: "wrong credentials",
	VerdictNoRight:          "no right to pull",
	VerdictNoSuchImage:      "no such image",
	VerdictDeniedOrAbsent:   "denied, or no such image",
	VerdictRateLimited:      "rate limited",
	VerdictUnreachable:      "unreachable from this computer",
	VerdictUntrusted:        "certificate not trusted by this computer",
	VerdictNotAsked:         "not asked",
}

// Line is the answer on one line: "ghcr.io, regcred (user "bot"): can pull".
func (a RegistryAnswer) Line() string {
	who := "without credentials"
	if a.Credentials != AnonymousCredentials {
		who = a.Credentials
		if a.Username != "" {
			who += fmt.Sprintf(" (user %q)", a.Username)
		}
	}
	line := fmt.Sprintf("%s, %s: %s", a.Host, who, verdictWords[a.Verdict])
	if a.Status != 0 && a.Status != 200 {
		line += fmt.Sprintf(" (%d)", a.Status)
	}
	if len(a.Platforms) > 0 {
		line += ", for " + text.JoinAnd(a.Platforms)
	}
	if len(a.NearTags) > 0 {
		line += "; similar tags: " + text.JoinAnd(a.NearTags)
	}
	if r := a.RateLimit; r != nil && r.Limit > 0 {
		line += fmt.Sprintf("; %d of %d pulls left", r.Remaining, r.Limit)
	}
	if a.Proxy != "" {
		line += "; through the proxy " + a.Proxy
	}
	if a.Text != "" {
		line += ". " + a.Text
	}
	return line
}

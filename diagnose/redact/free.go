package redact

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// freeForms match credentials in pasted text. The first group is kept, the rest of
// the match is masked.
var freeForms = []text.Pattern{
	text.Lazy(`(?i)(--(?:docker-)?password(?:[= ]+))("[^"]*"|'[^']*'|[^\s"']+)`),
	text.Lazy(`(?i)("?(?:auth|password|identitytoken|registrytoken|access_token|refresh_token|secret|\.dockerconfigjson|\.dockercfg)"?\s*[:=]\s*)"[^"]*"`),
	text.Lazy(`(?im)(^\s*(?:auth|password|identitytoken|registrytoken|\.dockerconfigjson|\.dockercfg)\s*:\s+)[^\s"{]{6,}`),
	text.Lazy(`(?i)(\b(?:password|passwd|client_secret|access_token|refresh_token|api_?key)=)[^\s"'&]+`),
	text.Lazy(`(?i)(authorization["']?\s*[:=]\s*["'\[]*(?:basic|bearer)\s+)[^\s"',\]]+`),
	text.Lazy(`(://[^\s/:@"']*:)[^\s/@"']+(?:@)`),
	text.Lazy(`()\b(?:gh[pousr]_|github_pat_|glpat-|gldt-|glcbt-|dckr_pat_|dckr_oat_|nvapi-|dop_v1_|sha256~|ya29\.)[A-Za-z0-9_\-.]{8,}`),
	text.Lazy(`()\beyJ[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]+)*={0,2}`),
}

// namedForms match values whose name says that they are credentials, in messages of
// nodes and registries. They are narrower than freeForms: a message is judged by
// its words, so nothing else in it may change.
var namedForms = []text.Pattern{
	text.Lazy(`(?i)(\b(?:[a-z]+[_-])*(?:token|password|passwd|client_secret|api[_-]?key)=\\*["']?)[^\s"'&,;\\)•]{4,}`),
	text.Lazy(`(?i)(\bx-(?:registry-auth|registry-config|api-key|auth-token|amz-security-token)["']?\s*[:=]\s*\\*["']?)[^\s"',\\•]{4,}`),
	text.Lazy(`(?i)(\\*"(?:password|passwd|auth|identitytoken|registrytoken|access_token|refresh_token|client_secret|token)\\*"\s*:\s*\\*")[^"\\•]{4,}`),
	text.Lazy(`(?i)(authorization["']?\s*[:=]\s*["'\[]*(?:basic|bearer)\s+)[^\s"',\]•]+`),
	text.Lazy(`(://[^\s/:@"']*:)[^\s/@"'•]+(?:@)`),
}

// Named masks what the name of a field, a header or a parameter says is a
// credential, and passwords in URLs.
func Named(s string) string {
	if !strings.ContainsAny(s, ":=") {
		return s
	}
	for i, p := range namedForms {
		to := "${1}" + Mask
		if i == len(namedForms)-1 {
			to += "@"
		}
		s = p().ReplaceAllString(s, to)
	}
	return s
}

// Free masks what looks like a credential in pasted text: passwords in flags,
// fields, URLs and headers, and tokens with a known prefix. It cannot recognize a
// password that nothing marks as one.
func Free(s string) string {
	for i, p := range freeForms {
		to := "${1}" + Mask
		if i == 5 {
			to += "@"
		}
		s = p().ReplaceAllString(s, to)
	}
	return s
}

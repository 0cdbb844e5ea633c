package redact

import "github.com/pulldoctor/pulldoctor/diagnose/text"

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

package provider

import (
	"slices"
	"strings"
)

// WrongUser says what a registry needs in place of a user name that it cannot accept; "" when the
// form is plausible.
func WrongUser(registry, user, password string) string {
	p := Of(registry)
	if p.CheckUser != nil {
		if text := p.CheckUser(user, password); text != "" {
			return text
		}
	}
	if p.Name != DigitalOcean && isToken(user) && !isToken(password) {
		return "The user name looks like a token: the user name and the password may be swapped."
	}
	if strings.Contains(user, "$$") || strings.Contains(user, `\$`) {
		return "A $ was doubled or escaped for a shell that did not undo it: write it once, in single quotes."
	}
	if user == "robot" || strings.HasPrefix(user, "robot+") && p.Name != Quay {
		return "The name of a robot account is robot$name; a shell replaces an unquoted $name: write 'robot$name'."
	}
	return ""
}

// isToken recognizes tokens by the prefix that their makers gave them for this purpose.
func isToken(text string) bool {
	return len(text) > 15 && slices.ContainsFunc(tokenPrefixes, func(p string) bool { return strings.HasPrefix(text, p) })
}

// tokenPrefixes are those of GitHub, GitLab, Docker Hub, NVIDIA and DigitalOcean.
var tokenPrefixes = []string{
	"ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "gldt-", "glcbt-", "dckr_pat_", "dckr_oat_", "nvapi-", "dop_v1_",
}

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
	_, ok := makerOf(text)
	return ok
}

func makerOf(text string) (Name, bool) {
	i := slices.IndexFunc(tokenPrefixes, func(p tokenPrefix) bool { return strings.HasPrefix(text, p.begin) })
	if len(text) <= 15 || i < 0 {
		return "", false
	}
	return tokenPrefixes[i].maker, true
}

// tokenPrefix is how the tokens of a maker begin.
type tokenPrefix struct {
	begin string
	maker Name
}

var tokenPrefixes = []tokenPrefix{
	{"ghp_", GHCR}, {"gho_", GHCR}, {"ghs_", GHCR}, {"github_pat_", GHCR},
	{"glpat-", GitLab}, {"gldt-", GitLab}, {"glcbt-", GitLab},
	{"dckr_pat_", DockerHub}, {"dckr_oat_", DockerHub}, {"nvapi-", NGC}, {"dop_v1_", DigitalOcean},
}

// ForeignToken says that a password is a token of another provider than the registry's; "" where it
// is not, or the registry's provider is not known.
func ForeignToken(registry, password string) string {
	p := Of(registry)
	maker, ok := makerOf(password)
	if !ok || !p.Known() || p.Name == maker {
		return ""
	}
	for _, other := range all {
		if other.Name == maker {
			return "The password is a token of " + other.Title + ", and this registry is " + p.Title + "."
		}
	}
	return ""
}

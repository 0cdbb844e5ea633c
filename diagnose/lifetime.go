package diagnose

import (
	"fmt"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Lifetime warns of a login that will stop working within days: what the
// token says of itself (the exp of a JWT, the expiration in an ECR password;
// not verified), and what is known of its kind.
func Lifetime(registry string, l Login, now time.Time) []string {
	e := keyring.Entry{Username: l.Username, Password: l.Password}
	img := keyring.Image{Registry: hostOnly(registry)}
	if kind, until, known := expiry(e, img); known {
		left := until.Sub(now)
		switch {
		case left <= 0:
			return []string{fmt.Sprintf("This %s says that it expired at %s.", kind, until.Format("2006-01-02 15:04 MST"))}
		case left < time.Hour:
			return []string{fmt.Sprintf("This %s says that it expires within the hour. Pods that start later fail again; %s", kind, instead(registry))}
		case left < 8*24*time.Hour:
			return []string{fmt.Sprintf("This %s says that it expires in %s. Pods that start later fail again; %s", kind, hours(left), instead(registry))}
		}
		return nil
	}
	for _, kind := range shortLived {
		if kind.is(registry, l.Username, l.Password.Reveal()) {
			return []string{fmt.Sprintf("%s stops working after %s. Pods that start later fail again; %s", kind.what, hours(kind.lives), instead(registry))}
		}
	}
	return nil
}

// instead says what to use in place of a login that dies.
func instead(registry string) string {
	r, _ := registryOf(registry)
	if r.lasting == "" {
		return "use a token that lasts."
	}
	return r.lasting
}

func hostOnly(registry string) string {
	host, _, _ := strings.Cut(strings.ToLower(registry), ":")
	return host
}

// wrongToken names a kind of token that the registry does not take.
func wrongToken(registry string, l Login) string {
	password := l.Password.Reveal()
	r, _ := registryOf(registry)
	switch {
	case r.id == "ghcr" && strings.HasPrefix(password, "github_pat_"):
		return "GitHub's packages do not take fine-grained tokens; make a personal access token (classic) with read:packages."
	case r.id == "acr" && strings.Trim(l.Username, "0-") == "" && l.Username != "" && password == "":
		return "This is what az acr login leaves behind: the token stands in identitytoken, which nodes ignore."
	case r.id == "redhat" && !strings.Contains(l.Username, "|") && strings.HasPrefix(password, "eyJ"):
		return "A registry service account is called <digits>|<name>, with the vertical bar."
	}
	return ""
}

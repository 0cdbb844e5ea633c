package diagnose

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// expiry reads, without any network, when a login says that it expires: the
// exp of a JWT, the expiration inside an ECR password. What it says is not
// verified: "says it expires", not "is valid".
func expiry(e keyring.Entry, img keyring.Image) (kind string, until time.Time, known bool) {
	secret := e.Password.Reveal()
	if exp, ok := jwtExpiry(secret); ok {
		return "token", exp, true
	}
	if strings.Contains(img.Registry, ".ecr") || img.Registry == "public.ecr.aws" || e.Username == "AWS" {
		if exp, ok := ecrExpiry(secret); ok {
			return "ECR password", exp, true
		}
	}
	return "", time.Time{}, false
}

// jwtExpiry is the exp claim of a JSON Web Token (RFC 7519).
func jwtExpiry(token string) (time.Time, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > 1<<16 {
		return time.Time{}, false
	}
	var header struct {
		Alg string `json:"alg"`
	}
	if !decodePart(parts[0], &header) || header.Alg == "" {
		return time.Time{}, false
	}
	var claims struct {
		Exp float64 `json:"exp"`
	}
	if !decodePart(parts[1], &claims) {
		return time.Time{}, false
	}
	return unix(claims.Exp)
}

// ecrExpiry is the expiration in what aws ecr get-login-password prints:
// base64 of a JSON object.
func ecrExpiry(password string) (time.Time, bool) {
	raw, err := base64.StdEncoding.DecodeString(password)
	if err != nil || len(raw) > 1<<16 {
		return time.Time{}, false
	}
	var t struct {
		Expiration float64 `json:"expiration"`
	}
	if json.Unmarshal(raw, &t) != nil {
		return time.Time{}, false
	}
	return unix(t.Expiration)
}

func decodePart(part string, into any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(part, "="))
	return err == nil && json.Unmarshal(raw, into) == nil
}

// unix makes a time of seconds, if they are of this century.
func unix(seconds float64) (time.Time, bool) {
	if seconds < 946684800 || seconds > 4102444800 {
		return time.Time{}, false
	}
	return time.Unix(int64(seconds), 0).UTC(), true
}

// shortLived are the logins that die within hours and do not say so.
// Documented life times; a job's token dies with the job.
var shortLived = []struct {
	what  string
	lives time.Duration
	is    func(registry, user, password string) bool
}{
	{"A password for Amazon ECR", 12 * time.Hour, func(registry, user, _ string) bool { return user == "AWS" && provider(registry) == "ecr" }},
	{"A Google access token", time.Hour, func(_, _, password string) bool { return strings.HasPrefix(password, "ya29.") }},
	{"A token of a GitHub Actions job", time.Hour, func(_, _, password string) bool { return strings.HasPrefix(password, "ghs_") }},
	{"A token of a GitLab CI job", time.Hour, func(_, user, password string) bool {
		return user == "gitlab-ci-token" || strings.HasPrefix(password, "glcbt-")
	}},
	{"A login of az acr login", 3 * time.Hour, func(registry, user, _ string) bool {
		return provider(registry) == "acr" && user == "00000000-0000-0000-0000-000000000000"
	}},
	{"An IBM bearer token", time.Hour, func(_, user, _ string) bool { return user == "iambearer" }},
	{"A temporary login of Alibaba Cloud", time.Hour, func(_, user, _ string) bool { return user == "cr_temp_user" }},
}

// outlived says that a refused login is of a kind that does not live as long
// as its secret has been there; "" when that cannot be told.
func (k *Case) outlived(s sentEntry) string {
	written := s.ref.Secret.Changed
	if written.IsZero() {
		written = s.ref.Secret.Created
	}
	if _, _, known := expiry(s.entry, k.Image); known || written.IsZero() {
		return ""
	}
	age := k.index.snap.Now.Sub(written)
	for _, kind := range shortLived {
		if age > kind.lives && kind.is(k.Image.Registry, s.entry.Username, s.entry.Password.Reveal()) {
			return fmt.Sprintf("%s lives %s, and Secret %s was last written %s ago.", kind.what, hours(kind.lives), s.ref.Name, hours(age))
		}
	}
	return ""
}

// hours is a duration in whole hours or days.
func hours(d time.Duration) string {
	if d >= 48*time.Hour {
		return count(int(d/(24*time.Hour)), "day")
	}
	return count(int(d/time.Hour), "hour")
}

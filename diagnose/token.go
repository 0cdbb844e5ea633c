package diagnose

import (
	"encoding/base64"
	"encoding/json"
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

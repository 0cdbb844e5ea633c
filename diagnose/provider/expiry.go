package provider

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// Expiry reads from a password, without asking anyone, when it says that it expires: the exp of a
// JSON Web Token, the expiration in an ECR password. That is not verified: "says that it expires", not
// "is valid until". The kind is a noun: "token".
func Expiry(registry, user, password string) (kind string, until time.Time, known bool) {
	if t, ok := jwtExpiry(password); ok {
		return "token", t, true
	}
	p := Of(registry)
	if p.expiry == nil && user == ecr.OnlyUser {
		p = ecr
	}
	if p.expiry != nil {
		if t, ok := p.expiry(password); ok {
			return p.expiring, t, true
		}
	}
	return "", time.Time{}, false
}

// longest is how long a token may be that is looked into.
const longest = 1 << 16

// jwtExpiry is the exp claim of a JSON Web Token (RFC 7519).
func jwtExpiry(token string) (time.Time, bool) {
	if len(token) > longest || strings.Count(token, ".") != 2 {
		return time.Time{}, false
	}
	parts := strings.Split(token, ".")
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

package cases

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"sync"
	"time"
)

// TokenOfToday is a placeholder in case files for a token that expires within a day, which no file
// can hold for long.
const TokenOfToday = "${TOKEN_OF_TODAY}"

// today makes the token once, so that a secret and its registry have the same
// one.
var today = sync.OnceValue(func() string { return token(time.Now().Add(6 * time.Hour)) })

// token returns a JSON Web Token (RFC 7519) with an expiry. It is not signed.
func token(end time.Time) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + part(fmt.Appendf(nil, `{"exp":%d}`, end.Unix())) + "." + part([]byte("practice"))
}

// Expand replaces the placeholders in the text of a case.
func Expand(text []byte) []byte {
	if !bytes.Contains(text, []byte(TokenOfToday)) {
		return text
	}
	return bytes.ReplaceAll(text, []byte(TokenOfToday), []byte(today()))
}

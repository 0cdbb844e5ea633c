package cases

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"sync"
	"time"
)

// TokenOfToday stands in case files for a token that says that it ends within a day. No file can hold
// such a one for long.
const TokenOfToday = "${TOKEN_OF_TODAY}"

// today makes the token once, so that a secret and its registry have the same.
var today = sync.OnceValue(func() string { return token(time.Now().Add(6 * time.Hour)) })

// token is a JSON Web Token (RFC 7519) that says when it ends. Nobody has signed it.
func token(end time.Time) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"none","typ":"JWT"}`)) + "." + part(fmt.Appendf(nil, `{"exp":%d}`, end.Unix())) + "." + part([]byte("practice"))
}

// Expand puts what no file can hold into the text of a case.
func Expand(text []byte) []byte {
	if !bytes.Contains(text, []byte(TokenOfToday)) {
		return text
	}
	return bytes.ReplaceAll(text, []byte(TokenOfToday), []byte(today()))
}

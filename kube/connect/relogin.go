package connect

import (
	"io"
	"net/http"
)

// relogin sends a read that is answered with 401 once more. A login of an exec
// plugin or of OIDC can end in the middle of a reading; client-go fetches a new
// one when it sees the 401 (plugin/pkg/client/auth/exec), but for the next
// request only.
type relogin struct{ next http.RoundTripper }

// RoundTrip sends a request.
func (t relogin) RoundTrip(q *http.Request) (*http.Response, error) {
	again := q.Clone(q.Context()) // as it is before a login is added to it
	res, err := t.next.RoundTrip(q)
	if err != nil || res.StatusCode != http.StatusUnauthorized || q.Method != http.MethodGet || q.Context().Err() != nil {
		return res, err
	}
	_, _ = io.CopyN(io.Discard, res.Body, 64<<10)
	res.Body.Close()
	return t.next.RoundTrip(again)
}

// WrappedRoundTripper is what client-go asks for when it looks for a transport.
func (t relogin) WrappedRoundTripper() http.RoundTripper { return t.next }

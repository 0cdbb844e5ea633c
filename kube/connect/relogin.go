package connect

import (
	"io"
	"net/http"
)

// relogin repeats a read that got a 401. Credentials of an exec plugin or of
// OIDC can expire in the middle of a reading; client-go fetches new ones when
// it sees the 401 (plugin/pkg/client/auth/exec), but for the next request
// only.
type relogin struct{ next http.RoundTripper }

// RoundTrip sends a request.
func (t relogin) RoundTrip(q *http.Request) (*http.Response, error) {
	again := q.Clone(q.Context()) // as it is before credentials are added
	res, err := t.next.RoundTrip(q)
	if err != nil || res.StatusCode != http.StatusUnauthorized || q.Method != http.MethodGet || q.Context().Err() != nil {
		return res, err
	}
	_, _ = io.CopyN(io.Discard, res.Body, 64<<10)
	res.Body.Close()
	return t.next.RoundTrip(again)
}

// WrappedRoundTripper returns the transport below, for client-go.
func (t relogin) WrappedRoundTripper() http.RoundTripper { return t.next }

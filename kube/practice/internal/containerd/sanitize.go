package containerd

import (
	"errors"
	"net/url"
	"strings"
)

// sanitized mirrors SanitizeError of the CRI service: the URL of a request that failed loses the values
// of its query. That of a response with an unexpected status keeps them, a signature too.
func sanitized(err error) error {
	var failed *url.Error
	if !errors.As(err, &failed) {
		return err
	}
	u, parseErr := url.Parse(failed.URL)
	if parseErr != nil || u.RawQuery == "" {
		return err
	}
	query := u.Query()
	for key := range query {
		query.Set(key, "[REDACTED]")
	}
	u.RawQuery = query.Encode()
	return errors.New(strings.ReplaceAll(err.Error(), failed.URL, u.String()))
}

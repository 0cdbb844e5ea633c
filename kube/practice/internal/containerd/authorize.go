package containerd

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// parameter is one key="value" of a challenge.
var parameter = regexp.MustCompile(`([a-z]+)="([^"]*)"`)

// answer mirrors dockerAuthorizer.AddResponses: it turns a challenge into a header for the next
// attempt. false means that another attempt is of no use.
func (s *session) answer(ctx context.Context, challenge string, tries int) (again bool, err error) {
	scheme, rest, _ := strings.Cut(challenge, " ")
	switch strings.ToLower(scheme) {
	case "bearer":
		params := map[string]string{}
		for _, m := range parameter.FindAllStringSubmatch(rest, -1) {
			params[m[1]] = m[2]
		}
		if why := params["error"]; why != "" && tries > 0 {
			return false, fmt.Errorf("server message: %s: %w", why, errDenied)
		}
		if tries > 0 {
			return false, nil
		}
		if err := s.fetchToken(ctx, params); err != nil {
			return false, fmt.Errorf("failed to authorize: %w", err)
		}
		return true, nil
	case "basic":
		if !s.hasLogin() {
			return false, fmt.Errorf("%w: no basic auth credentials", errDenied)
		}
		pair := s.login.Username + ":" + s.login.Password.Reveal()
		s.authorization = "Basic " + base64.StdEncoding.EncodeToString([]byte(pair))
		return tries == 0, nil
	}
	return false, nil
}

func (s *session) hasLogin() bool {
	return s.login != nil && s.login.Username != "" && s.login.Password != ""
}

// fetchToken mirrors doBearerAuth. containerd first tries a POST and falls back to GET where the
// server does not accept it; the error is that of the GET, the only request sent here. Credentials
// without a password count as none (kubelet to CRI, then ParseAuth).
func (s *session) fetchToken(ctx context.Context, params map[string]string) error {
	kind := "anonymous"
	if s.hasLogin() {
		kind = "oauth"
	}
	query := url.Values{}
	for _, key := range []string{"service", "scope"} {
		if params[key] != "" {
			query.Set(key, params[key])
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, params["realm"]+"?"+query.Encode(), nil)
	if err != nil {
		return fmt.Errorf("failed to fetch %s token: %w", kind, err)
	}
	if s.hasLogin() {
		req.SetBasicAuth(s.login.Username, s.login.Password.Reveal())
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return fmt.Errorf("failed to fetch %s token: %w", kind, err)
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode > 399 {
		return fmt.Errorf("failed to fetch %s token: %w", kind, unexpected(resp))
	}
	var body struct {
		Token string `json:"token"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		return fmt.Errorf("failed to fetch %s token: unable to decode token response: %w", kind, err)
	}
	s.authorization = "Bearer " + body.Token
	return nil
}

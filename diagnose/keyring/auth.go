package keyring

import (
	"encoding/base64"
	"errors"
	"strings"
)

// errNoColon has the kubelet's text for an auth that does not decode to user:password.
var errNoColon = errors.New("unable to parse auth field, must be formatted as base64(username:password)")

// decodeAuth mirrors credentialprovider.decodeDockerConfigFieldAuth: the standard alphabet, with
// full padding or none; CR and LF anywhere are skipped; only the first colon splits.
func decodeAuth(auth string) (username, password string, err error) {
	encoding := base64.RawStdEncoding
	if strings.HasSuffix(strings.TrimSpace(auth), "=") {
		encoding = base64.StdEncoding
	}
	text, err := encoding.DecodeString(auth)
	if err != nil {
		return "", "", err
	}
	username, password, found := strings.Cut(string(text), ":")
	if !found {
		return "", "", errNoColon
	}
	return username, password, nil
}

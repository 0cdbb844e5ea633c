package keyring

import (
	"errors"
	"net/url"
	"strings"
)

// hubHost is the one key that the kubelet uses as the default for Docker Hub.
const hubHost = "index.docker.io"

// normalizeKey mirrors the first half of BasicDockerKeyring.Add: the form under which the kubelet
// stores a registry key. Scheme, user, query and fragment are removed, and /v1/ or /v2/ once, with
// the slash. The error says why the kubelet drops the entry; it quotes only the offending character
// of the key.
func normalizeKey(written string) (string, error) {
	if !strings.HasPrefix(written, "https://") && !strings.HasPrefix(written, "http://") {
		written = "https://" + written
	}
	parsed, err := url.Parse(written)
	if err != nil {
		return "", urlReason(err)
	}
	path := parsed.Path
	if strings.HasPrefix(path, "/v1/") || strings.HasPrefix(path, "/v2/") {
		path = path[len("/v1"):]
	}
	if path == "/" {
		path = ""
	}
	return parsed.Host + path, nil
}

// urlReason returns the underlying error of a url.Error, whose text repeats the whole key.
func urlReason(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// place is what the kubelet compares: host labels, port and path of a key or an image name.
type place struct {
	labels []string
	port   string // "" if none is written
	path   string // with the leading slash
}

// parsePlace mirrors ParseSchemelessURL and SplitURL. It parses a key a second time, so that an
// escape in a path that was decoded once may fail, or be decoded again.
func parsePlace(schemeless string) (place, error) {
	parsed, err := url.Parse("https://" + schemeless)
	if err != nil {
		return place{}, urlReason(err)
	}
	host, port, ok := splitHostPort(parsed.Host)
	if !ok {
		host, port = parsed.Host, ""
	}
	return place{labels: strings.Split(host, "."), port: port, path: parsed.Path}, nil
}

func (p place) host() string { return strings.Join(p.labels, ".") }

// hostPort returns the host as it is written in an image.
func (p place) hostPort() string {
	host := p.host()
	if p.port == "" {
		return host
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + p.port
}

// splitHostPort mirrors net.SplitHostPort, which this package may not import; ok is false where
// that returns an error.
func splitHostPort(hostPort string) (host, port string, ok bool) {
	colon := strings.LastIndexByte(hostPort, ':')
	if colon < 0 {
		return "", "", false
	}
	host, port = hostPort[:colon], hostPort[colon+1:]
	if strings.HasPrefix(host, "[") {
		if end := strings.IndexByte(host, ']'); end != len(host)-1 {
			return "", "", false
		}
		host = host[1 : len(host)-1]
	} else if strings.Contains(host, ":") || strings.Contains(host, "]") {
		return "", "", false
	}
	if strings.Contains(host, "[") || strings.ContainsAny(port, "[]") {
		return "", "", false
	}
	return host, port, true
}

package containerd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// maxManifest is the limit that containerd sets.
const maxManifest = 4 << 20

// accepted are the manifest types that are asked for.
var accepted = []string{
	"application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json", "*/*",
}

// descriptor is a part of a manifest.
type descriptor struct {
	Digest   string `json:"digest"`
	Size     int64  `json:"size"`
	Platform struct {
		OS           string `json:"os"`
		Architecture string `json:"architecture"`
	} `json:"platform"`
}

// session is one pull with one set of credentials.
type session struct {
	client           *http.Client
	host, repository string
	login            *Login
	authorization    string // header once a challenge was answered
	mediaType        string // of what the tag leads to
}

// resolve mirrors dockerResolver.Resolve for one host: it finds the digest of a tag.
func (s *session) resolve(ctx context.Context, name, tag string) (string, error) {
	resp, err := s.do(ctx, http.MethodHead, "manifests/"+tag)
	if errors.Is(err, errDenied) {
		return "", fmt.Errorf("pull access denied, repository does not exist or may require authorization: %w", err)
	}
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return "", fmt.Errorf("%s: %w", name, errNotFound)
	case resp.StatusCode == http.StatusForbidden:
		return "", s.explained(ctx, unexpected(resp), "manifests/"+tag)
	case resp.StatusCode > 299:
		return "", unexpected(resp)
	}
	s.mediaType = resp.Header.Get("Content-Type")
	return resp.Header.Get("Docker-Content-Digest"), nil
}

// fetch reads the manifest and the config, as containerd does before it unpacks; the practice
// images have no layers. It returns the size of the parts.
func (s *session) fetch(ctx context.Context, digest string) (int64, error) {
	text, err := s.read(ctx, "manifests/"+digest)
	if err != nil {
		return 0, err
	}
	var manifest struct {
		Manifests []descriptor `json:"manifests"`
		Config    descriptor   `json:"config"`
		Layers    []descriptor `json:"layers"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return 0, err
	}
	if len(manifest.Manifests) > 0 {
		for _, m := range manifest.Manifests {
			if m.Platform.OS == "linux" && m.Platform.Architecture == "amd64" {
				return s.fetch(ctx, m.Digest)
			}
		}
		return 0, fmt.Errorf("%w %s", errNoPlatform, digest)
	}
	config, err := s.read(ctx, "blobs/"+manifest.Config.Digest)
	if err != nil {
		return 0, err
	}
	if int64(len(config)) < manifest.Config.Size {
		return 0, fmt.Errorf("%w: expected %d bytes but got %d: %w", errShort, manifest.Config.Size, len(config), io.ErrUnexpectedEOF)
	}
	size := int64(len(text)) + manifest.Config.Size
	for _, l := range manifest.Layers {
		size += l.Size
	}
	return size, nil
}

func (s *session) read(ctx context.Context, path string) ([]byte, error) {
	resp, err := s.do(ctx, http.MethodGet, path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode == http.StatusNotFound {
		_, digest, _ := strings.Cut(path, "/")
		return nil, fmt.Errorf("could not fetch content descriptor %s from remote: %w", digest, errNotFound)
	}
	if resp.StatusCode > 299 {
		return nil, unexpected(resp)
	}
	return io.ReadAll(io.LimitReader(resp.Body, maxManifest))
}

// do sends a request and answers challenges, as request.doWithRetries does.
func (s *session) do(ctx context.Context, method, path string) (*http.Response, error) {
	for tries := 0; ; tries++ {
		resp, err := s.send(ctx, method, path)
		if err != nil || resp.StatusCode != http.StatusUnauthorized {
			return resp, err
		}
		again, err := s.answer(ctx, resp.Header.Get("WWW-Authenticate"), tries)
		if err != nil {
			_ = resp.Body.Close()
			return nil, err
		}
		if !again {
			return resp, nil
		}
		_ = resp.Body.Close()
	}
}

func (s *session) send(ctx context.Context, method, path string) (*http.Response, error) {
	url := "https://" + s.host + "/v2/" + s.repository + "/" + path
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", strings.Join(accepted, ", "))
	if s.authorization != "" {
		req.Header.Set("Authorization", s.authorization)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("failed to do request: %w", err)
	}
	return resp, nil
}

// unexpected mirrors remotes/errors.NewUnexpectedStatusErr.
func unexpected(resp *http.Response) error {
	return fmt.Errorf("unexpected status from %s request to %s: %d %s",
		resp.Request.Method, resp.Request.URL, resp.StatusCode, http.StatusText(resp.StatusCode))
}

// explained mirrors withGETErrorBody: a HEAD that was answered 403 has no body, so the registry's
// own message is fetched by a GET and goes on a line of its own.
func (s *session) explained(ctx context.Context, err error, path string) error {
	resp, getErr := s.do(ctx, http.MethodGet, path)
	if getErr != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	var body struct {
		Errors []struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	if resp.StatusCode != http.StatusForbidden || json.NewDecoder(io.LimitReader(resp.Body, maxManifest)).Decode(&body) != nil || len(body.Errors) == 0 {
		return err
	}
	e := body.Errors[0]
	return fmt.Errorf("%w\n%s: %s", err, strings.ToLower(e.Code), e.Message)
}

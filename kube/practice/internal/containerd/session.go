package containerd

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
)

// maxManifest is the limit that containerd sets.
const maxManifest = 4 << 20

// accepted are the manifest types that are asked for.
var accepted = []string{
	"application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json", "*/*",
}

// session is one pull with one login at one host.
type session struct {
	client           *http.Client
	host, repository string
	namespace        string // the registry that the host is a mirror of; empty if it is the registry itself
	login            *Login
	authorization    string        // header once a challenge was answered
	took             time.Duration // how long a node would have waited so far
}

// found is what a tag leads to.
type found struct {
	digest    string
	mediaType string
}

// Priorities of errors: of several hosts the one that came furthest is reported (dockerResolver.Resolve).
const (
	notSent = iota + 1
	absent
	refused
)

// resolve mirrors what dockerResolver.Resolve does at one host: it finds the digest of a tag. An error
// comes with its priority.
func (s *session) resolve(ctx context.Context, name, tag string) (f found, priority int, err error) {
	resp, err := s.do(ctx, http.MethodHead, "manifests/"+tag)
	if errors.Is(err, errDenied) {
		return f, notSent, fmt.Errorf("pull access denied, repository does not exist or may require authorization: %w", err)
	}
	if err != nil {
		return f, notSent, err
	}
	defer func() { _ = resp.Body.Close() }()
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return f, absent, fmt.Errorf("%s: %w", name, errNotFound)
	case resp.StatusCode == http.StatusForbidden:
		return f, refused, s.explained(ctx, unexpected(resp), "manifests/"+tag)
	case resp.StatusCode > 299:
		return f, refused, unexpected(resp)
	}
	f.mediaType, f.digest = mediaType(resp), resp.Header.Get("Docker-Content-Digest")
	if f.digest != "" {
		return f, 0, nil
	}
	// Without that header the content itself is fetched and its digest taken.
	body, f, err := s.content(ctx, tag)
	f.digest = fmt.Sprintf("sha256:%x", sha256.Sum256(body))
	return f, refused, err
}

// content fetches a manifest by its tag.
func (s *session) content(ctx context.Context, tag string) (body []byte, f found, err error) {
	resp, err := s.do(ctx, http.MethodGet, "manifests/"+tag)
	if err != nil {
		return nil, f, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode > 399 {
		return nil, f, refusal(resp)
	}
	f.mediaType = mediaType(resp)
	body, err = s.readAll(resp)
	return body, f, err
}

// mediaType mirrors getManifestMediaType.
func mediaType(resp *http.Response) string {
	header := resp.Header.Get("Content-Type")
	if kind, _, err := mime.ParseMediaType(header); err == nil {
		return kind
	}
	return header
}

// read fetches a manifest or a blob by its digest.
func (s *session) read(ctx context.Context, path string) ([]byte, error) {
	resp, err := s.do(ctx, http.MethodGet, path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode == http.StatusNotFound {
		return nil, errNotFound
	}
	if resp.StatusCode > 299 {
		return nil, refusal(resp)
	}
	return s.readAll(resp)
}

// readAll reads a response, and counts how long a node would have waited for it.
func (s *session) readAll(resp *http.Response) ([]byte, error) {
	if late, ok := resp.Body.(registry.Late); ok {
		s.took += late.After
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
	address := "https://" + s.host + "/v2/" + s.repository + "/" + path
	if s.namespace != "" {
		address += "?ns=" + url.QueryEscape(s.namespace)
	}
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", strings.Join(accepted, ", "))
	if s.authorization != "" {
		req.Header.Set("Authorization", s.authorization)
	}
	resp, err := s.client.Do(req)
	if err != nil {
		s.waited(err)
		return nil, fmt.Errorf("failed to do request: %w", err)
	}
	return resp, nil
}

// waited counts the time after which a node gives up.
func (s *session) waited(err error) {
	var t registry.Timeout
	if errors.As(err, &t) {
		s.took += t.After
	}
}

// explained mirrors withGETErrorBody: a HEAD that was answered 403 has no body, so the registry's
// own words are fetched by a GET.
func (s *session) explained(ctx context.Context, err error, path string) error {
	resp, getErr := s.do(ctx, http.MethodGet, path)
	if getErr != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusForbidden {
		return err
	}
	if said := registryErrors(resp.Body); said != "" {
		return fmt.Errorf("%w\n%s", err, said)
	}
	return err
}

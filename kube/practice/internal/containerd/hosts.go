package containerd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
)

// hosts are where one pull looks for an image, in this order: a mirror, if the node has one for the
// registry (hosts.toml), then the registry.
type hosts []*session

// hostsOf mirrors ConfigureHosts. The login of the pull goes to every host.
func (c *Client) hostsOf(img keyring.Image, login *Login) hosts {
	client := &http.Client{Transport: c.Transport}
	var list hosts
	if c.Mirror != nil {
		if mirror := c.Mirror(img.Registry); mirror != "" {
			list = append(list, &session{
				client: client, host: mirror, repository: img.Repository, namespace: img.Registry, login: login,
			})
		}
	}
	return append(list, &session{
		client: client, host: registry.Endpoint(img.Registry), repository: img.Repository, login: login,
	})
}

// took is how long a node would have been busy.
func (h hosts) took() (sum time.Duration) {
	for _, s := range h {
		sum += s.took
	}
	return sum
}

// resolve mirrors dockerResolver.Resolve: the first host that knows the tag counts; if none does, the
// error of the one that came furthest.
func (h hosts) resolve(ctx context.Context, name, tag string) (found, error) {
	var first error
	var highest int
	for _, s := range h {
		f, priority, err := s.resolve(ctx, name, tag)
		if err == nil {
			return f, nil
		}
		if highest < priority {
			first, highest = err, priority
		}
	}
	return found{}, first
}

// read mirrors dockerFetcher.Fetch: the first host that has it counts; if none does, the first error.
func (h hosts) read(ctx context.Context, kind string, d descriptor) ([]byte, error) {
	var first error
	for _, s := range h {
		body, err := s.read(ctx, kind+"/"+d.Digest)
		if err == nil {
			return body, nil
		}
		if first == nil {
			first = err
		}
	}
	if errors.Is(first, errNotFound) && kind == blobs {
		first = fmt.Errorf("could not fetch content descriptor %s (%s) from remote: %w", d.Digest, d.MediaType, errNotFound)
	}
	return nil, first
}

// The two kinds of content that a registry has paths for.
const (
	manifests = "manifests"
	blobs     = "blobs"
)

// descriptor is a part of a manifest.
type descriptor struct {
	MediaType string `json:"mediaType"`
	Digest    string `json:"digest"`
	Size      int64  `json:"size"`
	Platform  struct {
		OS           string `json:"os"`
		Architecture string `json:"architecture"`
	} `json:"platform"`
}

// fetch reads the manifest and the config, as containerd does before it unpacks; the practice
// images have no layers. It gives the size of the parts.
func (h hosts) fetch(ctx context.Context, of descriptor) (int64, error) {
	if !slices.Contains(accepted[:len(accepted)-1], of.MediaType) {
		if _, err := h.read(ctx, blobs, of); err != nil {
			return 0, err
		}
		return 0, fmt.Errorf("unexpected media type %s for %s: %w", of.MediaType, of.Digest, errMediaType)
	}
	text, err := h.read(ctx, manifests, of)
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
				return h.fetch(ctx, m)
			}
		}
		return 0, fmt.Errorf("%w %s", errNoPlatform, of.Digest)
	}
	config, err := h.read(ctx, blobs, manifest.Config)
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

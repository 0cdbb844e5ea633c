package containerd

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
)

// Client pulls through a transport.
type Client struct{ Transport http.RoundTripper }

// Login is the credentials from the kubelet; nil for an anonymous pull.
type Login struct {
	Username string
	Password keyring.Sensitive
}

// Image is what was pulled.
type Image struct {
	Name   string // "docker.io/library/nginx:1.27"
	Digest string // of the manifest
	ID     string // as containers show it: "docker.io/library/nginx@sha256:..."
	Size   int64  // bytes of the manifest's parts
}

// errNotFound marks what containerd reports with the gRPC code NotFound. The kubelet keeps the
// wrapping of that code and strips that of unknown errors.
var errNotFound = errors.New("not found")

// errNoPlatform and errShort are the errors for an index without the node's architecture and for a
// truncated download.
var (
	errNoPlatform = errors.New("no match for platform in manifest")
	errShort      = errors.New("short read")
)

// schema1 is the media type of Docker's first image format.
const schema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"

// errSchema1 is what the transfer service says of it.
var errSchema1 = errors.New("schema 1 image manifests are no longer supported: invalid argument")

// errDenied is containerd's ErrInvalidAuthorization.
var errDenied = errors.New("authorization failed")

// Name returns the reference as containerd normalizes it: with the domain, and without the tag when
// there is a digest.
func Name(img keyring.Image) string {
	if img.Digest != "" {
		return img.Name + "@" + img.Digest
	}
	return img.Name + ":" + img.Tag
}

// Pull fetches an image. The error's text is what the kubelet would report.
func (c *Client) Pull(ctx context.Context, img keyring.Image, login *Login) (Image, error) {
	name := Name(img)
	s := &session{
		client: &http.Client{Transport: c.Transport}, host: registry.Endpoint(img.Registry),
		repository: img.Repository, login: login,
	}
	tag := img.Tag
	if img.Digest != "" {
		tag = img.Digest
	}
	digest, err := s.resolve(ctx, name, tag)
	if err != nil {
		return Image{}, wrap(name, fmt.Errorf("failed to resolve image: %w", err))
	}
	if s.mediaType == schema1 {
		return Image{}, fmt.Errorf("rpc error: code = InvalidArgument desc = %w", wrap(name, errSchema1))
	}
	size, err := s.fetch(ctx, digest)
	switch {
	case errors.Is(err, errNoPlatform):
		return Image{}, fmt.Errorf("rpc error: code = NotFound desc = get image config descriptor: %w: not found", err)
	case errors.Is(err, context.Canceled):
		return Image{}, fmt.Errorf("rpc error: code = Canceled desc = %w", wrap(name, context.Canceled))
	case errors.Is(err, errShort):
		return Image{}, wrap(name, err)
	case err != nil:
		return Image{}, wrap(name, fmt.Errorf("failed to copy: httpReadSeeker: failed open: %w", err))
	}
	return Image{Name: name, Digest: digest, ID: img.Name + "@" + digest, Size: size}, nil
}

// wrap adds the prefix of every failure.
func wrap(name string, err error) error {
	code := ""
	if errors.Is(err, errNotFound) {
		code = "rpc error: code = NotFound desc = "
	}
	return fmt.Errorf("%sfailed to pull and unpack image %q: %w", code, name, err)
}

// Package containerd pulls images by the registry protocol and words failures as containerd 2.3
// does (core/remotes/docker), through the CRI error handling of the kubelet.
package containerd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Client pulls through a transport.
type Client struct {
	Transport http.RoundTripper
	Mirror    func(registry string) (host string) // the host that is asked first, empty for none; nil: there are no mirrors
}

// Login is what the kubelet sends along; nil for an anonymous pull.
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

// errNoPlatform and errShort are what an index without the node's architecture and a download that
// breaks off come to.
var (
	errNoPlatform = errors.New("no match for platform in manifest")
	errShort      = errors.New("short read")
)

// errMediaType is what comes of content that is no manifest, such as a web page.
var errMediaType = errors.New("not found")

// schema1 is the media type of Docker's first image format.
const schema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws"

// errSchema1 is what the transfer service says of it.
var errSchema1 = errors.New("schema 1 image manifests are no longer supported: invalid argument")

// errDenied is containerd's ErrInvalidAuthorization.
var errDenied = errors.New("authorization failed")

// Name is the reference as containerd normalises it: with the domain, and without the tag when
// there is a digest.
func Name(img keyring.Image) string {
	if img.Digest != "" {
		return img.Name + "@" + img.Digest
	}
	return img.Name + ":" + img.Tag
}

// Pull fetches an image. took is how long a real node would have been busy waiting for what does not
// come, or comes slowly; the rest takes no time. The error's text is what the kubelet would report.
func (c *Client) Pull(ctx context.Context, img keyring.Image, login *Login) (got Image, took time.Duration, err error) {
	h := c.hostsOf(img, login)
	got, err = h.pull(ctx, img)
	if err != nil {
		err = sanitized(err)
	}
	return got, h.took(), err
}

func (h hosts) pull(ctx context.Context, img keyring.Image) (Image, error) {
	name := Name(img)
	tag := img.Tag
	if img.Digest != "" {
		tag = img.Digest
	}
	f, err := h.resolve(ctx, name, tag)
	if err != nil {
		return Image{}, wrap(name, fmt.Errorf("failed to resolve image: %w", err))
	}
	if f.mediaType == schema1 {
		return Image{}, fmt.Errorf("rpc error: code = InvalidArgument desc = %w", wrap(name, errSchema1))
	}
	size, err := h.fetch(ctx, descriptor{MediaType: f.mediaType, Digest: f.digest})
	switch {
	case errors.Is(err, errMediaType):
		return Image{}, fmt.Errorf("rpc error: code = NotFound desc = get image config descriptor: %w", err)
	case errors.Is(err, errNoPlatform):
		return Image{}, fmt.Errorf("rpc error: code = NotFound desc = get image config descriptor: %w: not found", err)
	case errors.Is(err, context.Canceled):
		return Image{}, fmt.Errorf("rpc error: code = Canceled desc = %w", wrap(name, context.Canceled))
	case errors.Is(err, errShort):
		return Image{}, wrap(name, err)
	case err != nil:
		return Image{}, wrap(name, fmt.Errorf("failed to copy: httpReadSeeker: failed open: %w", err))
	}
	return Image{Name: name, Digest: f.digest, ID: img.Name + "@" + f.digest, Size: size}, nil
}

// wrap adds what stands before every failure.
func wrap(name string, err error) error {
	code := ""
	switch {
	case errors.Is(err, errNotFound):
		code = "rpc error: code = NotFound desc = "
	case errors.Is(err, context.DeadlineExceeded):
		code = "rpc error: code = DeadlineExceeded desc = "
	}
	return fmt.Errorf("%sfailed to pull and unpack image %q: %w", code, name, err)
}

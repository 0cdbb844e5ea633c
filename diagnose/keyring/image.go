package keyring

import (
	_ "crypto/sha256" // reference checks digests with the registered hashes
	_ "crypto/sha512" // sha384 and sha512 digests
	"fmt"
	"strings"

	"github.com/distribution/reference"
)

// latestTag is what the kubelet and the API server assume where neither tag nor digest is written.
const latestTag = "latest"

// Image is an image reference as the kubelet sees it.
type Image struct {
	Text       string // as written in the pod
	Name       string // what keys are compared with: domain and path, no tag, no digest ("docker.io/library/nginx")
	Registry   string // the domain, with port ("docker.io", "reg.example.com:5000")
	Repository string // the path below the registry ("library/nginx")
	Tag        string // "latest" where neither tag nor digest is written
	Digest     string // with its algorithm ("sha256:...")
}

// ParseImage mirrors parsers.ParseImageName (pkg/util/parsers); the error text is the kubelet's,
// which it reports under the reason InvalidImageName.
func ParseImage(text string) (Image, error) {
	named, err := reference.ParseNormalizedNamed(text)
	if err != nil {
		return Image{}, fmt.Errorf("couldn't parse image name %q: %v", text, err)
	}
	img := Image{Text: text, Name: named.Name()}
	// The first part is the host for the keyring even where the reference grammar sees no
	// domain in it (reg_1.example.com/app), so it is cut here and not by reference.Domain.
	img.Registry, img.Repository, _ = strings.Cut(img.Name, "/")
	if tagged, ok := named.(reference.Tagged); ok {
		img.Tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		img.Digest = digested.Digest().String()
	}
	if img.Tag == "" && img.Digest == "" {
		img.Tag = latestTag
	}
	return img, nil
}

// Familiar is the short spelling people use: "nginx:1.27" for docker.io/library/nginx:1.27. A tag
// that is not written in the pod is not added.
func (i Image) Familiar() string {
	ref, err := reference.ParseNormalizedNamed(i.Text)
	if err != nil {
		return i.Text
	}
	return reference.FamiliarString(ref)
}

package registry

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"io"
	"math/rand/v2"
	"os"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// nobody is the user that programs in the images run as.
const nobody = "65534:65534"

// program makes an image of one layer that holds nothing but a static program. label makes images of
// the same program differ.
func program(path, label, architecture string) (v1.Image, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	l, err := layerOf("main", data)
	if err != nil {
		return nil, err
	}
	img := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	if img, err = mutate.AppendLayers(img, l); err != nil {
		return nil, err
	}
	config, err := img.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture = "linux", architecture
	config.Config.Entrypoint = []string{"/main"}
	config.Config.User = nobody
	config.Config.Labels = map[string]string{"image": label}
	return mutate.ConfigFile(img, config)
}

// ballastSize makes a layer large enough that containerd reports how far it got: it does so for every
// megabyte.
const ballastSize = 8 << 20

// ballasted adds a layer that is large and cannot be compressed.
func ballasted(img v1.Image, label string) (v1.Image, error) {
	data := make([]byte, ballastSize)
	seed := sha256.Sum256([]byte(label))
	_, _ = rand.NewChaCha8(seed).Read(data) // never fails
	layer, err := layerOf("ballast", data)
	if err != nil {
		return nil, err
	}
	return mutate.AppendLayers(img, layer)
}

// layerOf makes a layer of one file.
func layerOf(name string, data []byte) (v1.Layer, error) {
	var layer bytes.Buffer
	archive := tar.NewWriter(&layer)
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(data))}); err != nil {
		return nil, err
	}
	if _, err := archive.Write(data); err != nil {
		return nil, err
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(layer.Bytes())), nil }
	return tarball.LayerFromOpener(open, tarball.WithMediaType(types.OCILayer))
}

// index makes an image that is there for some architectures only. What it holds is the same for all;
// no node of another architecture gets that far.
func index(path, label string, architectures []string) (v1.ImageIndex, error) {
	list := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, architecture := range architectures {
		img, err := program(path, label, architecture)
		if err != nil {
			return nil, err
		}
		list = mutate.AppendManifests(list, mutate.IndexAddendum{
			Add: img, Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: architecture}},
		})
	}
	return list, nil
}

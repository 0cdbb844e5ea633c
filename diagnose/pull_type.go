package diagnose

import (
	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// pullSecretType says whether the kubelet reads secrets of this type.
func pullSecretType(s *Secret) bool {
	return s.Type == keyring.TypeDockerConfigJSON || s.Type == keyring.TypeDockercfg
}

// wantedKey is the data key that the kubelet reads for a type.
func wantedKey(typ string) string {
	if typ == keyring.TypeDockercfg {
		return keyring.KeyDockercfg
	}
	return keyring.KeyDockerConfigJSON
}

// layoutOf is where registry keys stand in a secret of this type.
func layoutOf(typ string) edit.Layout { return edit.Layout(typ == keyring.TypeDockercfg) }

// keyFor is the registry key that people write for an image's registry.
func keyFor(img keyring.Image) string {
	if img.Registry == "docker.io" {
		return "https://index.docker.io/v1/"
	}
	return img.Registry
}

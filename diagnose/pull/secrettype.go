package pull

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// PullSecretType reports whether the kubelet reads secrets of this type.
func PullSecretType(s *diagnose.Secret) bool {
	return s.Type == keyring.TypeDockerConfigJSON || s.Type == keyring.TypeDockercfg
}

// WantedKey returns the data key that the kubelet reads for a type.
func WantedKey(typ string) string {
	if typ == keyring.TypeDockercfg {
		return keyring.KeyDockercfg
	}
	return keyring.KeyDockerConfigJSON
}

// LayoutOf returns where the registry keys are in a secret of this type.
func LayoutOf(typ string) dockerconfig.Layout {
	return dockerconfig.Layout(typ == keyring.TypeDockercfg)
}

// KeyFor returns the conventional registry key for an image's registry.
func KeyFor(img keyring.Image) string {
	if img.Registry == "docker.io" {
		return "https://index.docker.io/v1/"
	}
	return img.Registry
}

package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// ServesOther returns a container or image volume of the pod, with a different image than the case's,
// that a secret contains credentials for; "" if there is none.
func (k *Case) ServesOther(s *diagnose.Secret) string {
	if s == nil {
		return ""
	}
	try := func(name, image string) string {
		img, err := keyring.ParseImage(image)
		if err != nil || img.Name == k.Image.Name || k.Index.CredentialsFor(s, k.Index.Matching(img).Target) == nil {
			return ""
		}
		return name
	}
	for i := range k.Pod.Containers {
		c := &k.Pod.Containers[i]
		if name := try(c.Name, c.Image); name != "" {
			return name
		}
	}
	for i := range k.Pod.Volumes {
		v := &k.Pod.Volumes[i]
		if name := try(v.Name, v.Image); name != "" {
			return name
		}
	}
	return ""
}

// Serves returns the containers and image volumes of the pod whose images a secret contains credentials for.
func (k *Case) Serves(s *diagnose.Secret) []string {
	var out []string
	if s == nil || k.Index.Inspect(s).Err != nil || !PullSecretType(s) {
		return nil
	}
	try := func(name, image string) {
		img, err := keyring.ParseImage(image)
		if err == nil && k.Index.CredentialsFor(s, k.Index.Matching(img).Target) != nil && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for i := range k.Pod.Containers {
		if c := &k.Pod.Containers[i]; c.Type != diagnose.TypeSandbox {
			try(c.Name, c.Image)
		}
	}
	for i := range k.Pod.Volumes {
		try(k.Pod.Volumes[i].Name, k.Pod.Volumes[i].Image)
	}
	return out
}

// Package kubelet asks the kubelet's own code, of k8s.io/kubernetes, which credentials it would
// use. Package diagnose/keyring is compared with it.
package kubelet

import (
	"flag"
	"io"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/credentialprovider"
	"k8s.io/kubernetes/pkg/credentialprovider/secrets"
	"k8s.io/kubernetes/pkg/util/parsers"
)

// Credential is one set of credentials that the kubelet would pass to the
// runtime.
type Credential struct {
	Secret, Username, Password string
}

// Image is how the kubelet reads an image reference.
type Image struct {
	Name, Tag, Digest string
}

// ParseImage is what the kubelet does first; its error becomes InvalidImageName.
func ParseImage(text string) (Image, error) {
	name, tag, digest, err := parsers.ParseImageName(text)
	return Image{name, tag, digest}, err
}

// Credentials returns the credentials for an image, in the order in which the kubelet tries them.
// The error is what it shows as the container's waiting reason.
func Credentials(pullSecrets []corev1.Secret, image Image) ([]Credential, error) {
	ring, err := secrets.MakeDockerKeyring(pullSecrets, &credentialprovider.BasicDockerKeyring{})
	if err != nil {
		return nil, err
	}
	found, _ := ring.Lookup(image.Name)
	var list []Credential
	for _, c := range found {
		list = append(list, Credential{c.Source.Secret.Name, c.Username, c.Password})
	}
	return list, nil
}

// Quiet silences the kubelet's log, which has a line for every key that is not a URL.
func Quiet() {
	flags := flag.NewFlagSet("klog", flag.ContinueOnError)
	klog.InitFlags(flags)
	_ = flags.Set("logtostderr", "false") // both flags exist, so neither can fail
	_ = flags.Set("stderrthreshold", "FATAL")
	klog.SetOutput(io.Discard)
}

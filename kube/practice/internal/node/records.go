package node

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
	"k8s.io/apimachinery/pkg/types"
)

// The kubelet remembers with which credentials an image was pulled, and lets a pod use an image
// that is on the node only if it has one of them (KubeletEnsureSecretPulledImages, on since 1.35;
// pkg/kubelet/images/pullmanager). Records are kept by the image as written in the pod, without tag
// and digest: "nginx" and "docker.io/library/nginx" know nothing of each other.
type recordKey struct{ digest, name string }

type record struct {
	anyone  bool // pulled without credentials of a pod: usable by all
	secrets []secretRecord
}

type secretRecord struct {
	uid  types.UID
	hash string // of the credentials; they are not kept
}

// pulled notes a successful pull. by is nil for a pull without a secret's credential.
func (i *images) pulled(written string, image containerd.Image, by *credential) {
	i.present[image.Name] = image
	key := recordKey{image.Digest, withoutTag(written)}
	r := i.records[key]
	if r == nil {
		r = &record{}
		i.records[key] = r
	}
	if by == nil {
		r.anyone = true
		return
	}
	for n := range r.secrets {
		if r.secrets[n].uid == by.uid {
			r.secrets[n].hash = by.hash()
			return
		}
	}
	r.secrets = append(r.secrets, secretRecord{by.uid, by.hash()})
}

// accessible says whether one of the credentials gives access to an image on the node: the same
// credentials, or the same secret whatever its content is now.
func (i *images) accessible(written string, image containerd.Image, have []credential) bool {
	r := i.records[recordKey{image.Digest, withoutTag(written)}]
	if r == nil {
		return false
	}
	for _, c := range have {
		for n := range r.secrets {
			if r.secrets[n].uid == c.uid || r.secrets[n].hash == c.hash() {
				return true
			}
		}
	}
	return r.anyone
}

// credential is one that the keyring offers, with the secret it comes from.
type credential struct {
	keyring.Credential
	uid types.UID
}

func (c credential) hash() string {
	sum := sha256.Sum256([]byte(c.Username + "\x00" + c.Password.Reveal()))
	return hex.EncodeToString(sum[:])
}

// withoutTag removes tag and digest from an image as written.
func withoutTag(image string) string {
	image, _, _ = strings.Cut(image, "@")
	if i := strings.LastIndex(image, ":"); i > strings.LastIndex(image, "/") {
		image = image[:i]
	}
	return image
}

package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

// keyringCache is the kubelet's keyring of a list of pull secrets. Pods of one workload share it.
type keyringCache struct {
	keyring *keyring.Keyring     // nil if one of the secrets makes all of them unusable
	err     *keyring.SecretError // that secret
}

// keyringOf reads the pull secrets of a pod as the kubelet does, once for each list.
func (x *Index) keyringOf(namespace string, refs []Ref) *keyringCache {
	var key strings.Builder
	key.WriteString(namespace)
	var readable []keyring.Secret
	for i := range refs {
		if s := refs[i].Secret; s != nil {
			key.WriteByte(0)
			key.WriteString(s.Name)
			readable = append(readable, redact.KubeletSecret(s))
		}
	}
	if r := x.keyrings[key.String()]; r != nil {
		return r
	}
	r := &keyringCache{}
	ring, err := keyring.New(readable)
	if err != nil {
		r.err = asSecretError(err)
	} else {
		r.keyring = ring
	}
	x.keyrings[key.String()] = r
	return r
}

// judgement is the key of a comparison of a secret with an image.
type judgement struct {
	secret *diagnose.Secret
	image  string
}

// matches compares each entry of a secret with the image, once for each pair. The result is shared and
// must not be changed.
func (x *Index) matches(s *diagnose.Secret, img keyring.Image, bad error) []keyring.Match {
	in := x.Inspect(s)
	if bad != nil {
		return make([]keyring.Match, len(in.Entries))
	}
	key := judgement{s, img.Name}
	if list, ok := x.judged[key]; ok {
		return list
	}
	list := make([]keyring.Match, len(in.Entries))
	for i, e := range in.Entries {
		list[i] = keyring.Explain(e.Key, img)
	}
	x.judged[key] = list
	return list
}

package redact

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// minMasked is the minimum length of a password to look for in other texts.
// Shorter ones would mask ordinary words.
const minMasked = 6

// Longer strings and contents are not passwords: a Secret has at most a megabyte.
const (
	longestMasked = 16 << 10
	keyringLimit  = 1 << 20
)

// Known masks the passwords of a snapshot's secrets wherever else they appear: in
// messages of the node and the registry. Readers call it once, when the snapshot
// is complete.
func Known(s *diagnose.Snapshot) {
	words := knownPasswords(s.Secrets)
	var plain []string
	for i := 0; i < len(words); i += 2 {
		plain = append(plain, words[i])
	}
	r := strings.NewReplacer(words...)
	mask := func(text string) string { return Named(maskSpelled(r.Replace(text), plain)) }
	for i := range s.Pods {
		for j := range s.Pods[i].Containers {
			c := &s.Pods[i].Containers[j]
			c.Reason, c.Message = mask(c.Reason), mask(c.Message)
			c.Image = maskUserinfo(c.Image, words)
		}
	}
	for i := range s.Events {
		s.Events[i].Message = mask(s.Events[i].Message)
	}
}

// maskUserinfo masks a password before the registry of an image, as in a URL.
// Anywhere else in an image a known password is only a coincidence.
func maskUserinfo(image string, words []string) string {
	if !strings.Contains(image, "@") {
		return image
	}
	for i := 0; i < len(words); i += 2 {
		image = strings.ReplaceAll(image, ":"+words[i]+"@", ":"+Mask+"@")
	}
	return image
}

// knownPasswords pairs each password, in every form, with the mask; longer ones
// first, so that no part of one remains.
func knownPasswords(secrets []diagnose.Secret) []string {
	seen := map[string]bool{}
	var words []string
	add := func(w string) {
		if len(w) >= minMasked && !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	formed := map[string]bool{} // many secrets contain the same credentials
	addForms := func(w string) {
		if formed[w] || len(strings.TrimSpace(w)) < minMasked || len(w) > longestMasked {
			return
		}
		formed[w] = true
		for _, f := range Forms(w) {
			add(f)
		}
		if trimmed := strings.TrimSpace(w); trimmed != w {
			for _, f := range Forms(trimmed) {
				add(f)
			}
		}
	}
	for i := range secrets {
		in := keyring.Inspect(KubeletSecret(&secrets[i]))
		for _, e := range in.Entries {
			if e.Password != "" {
				add(authText(e))
			}
			for _, p := range []keyring.Sensitive{e.Password, e.WrittenPassword, e.RecoveredPassword} {
				addForms(p.Reveal())
			}
		}
		for _, content := range secrets[i].Data {
			if len(content) > keyringLimit {
				continue
			}
			for _, w := range LooseSecrets(content) {
				addForms(w)
			}
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	pairs := make([]string, 0, 2*len(words))
	for _, w := range words {
		pairs = append(pairs, w, Mask)
	}
	return pairs
}

// authText is base64(user:password) of an entry.
func authText(e keyring.Entry) string {
	return dockerconfig.Auth(e.Username, e.Password.Reveal())
}

// KubeletSecret is what the kubelet sees of a secret.
func KubeletSecret(s *diagnose.Secret) keyring.Secret {
	return keyring.Secret{Namespace: s.Namespace, Name: s.Name, Type: s.Type, Data: s.Data}
}

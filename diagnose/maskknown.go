package diagnose

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// minMasked is the length from which a password is looked for in other texts.
// Shorter ones would blank out ordinary words.
const minMasked = 6

// MaskKnown masks the passwords of a snapshot's secrets wherever else they
// turn up: in what the node and the registry said. Readers call it once, when
// the snapshot is complete.
func MaskKnown(s *Snapshot) {
	words := knownPasswords(s.Secrets)
	if len(words) == 0 {
		return
	}
	r := strings.NewReplacer(words...)
	for i := range s.Pods {
		for j := range s.Pods[i].Containers {
			c := &s.Pods[i].Containers[j]
			c.Reason, c.Message = r.Replace(c.Reason), r.Replace(c.Message)
		}
	}
	for i := range s.Events {
		s.Events[i].Message = r.Replace(s.Events[i].Message)
	}
}

// knownPasswords pairs each password, as text and as the auth made of it,
// with the mask.
func knownPasswords(secrets []Secret) []string {
	seen := map[string]bool{}
	var pairs []string
	add := func(w string) {
		if len(w) >= minMasked && !seen[w] {
			seen[w] = true
			pairs = append(pairs, w, masked)
		}
	}
	for i := range secrets {
		in := keyring.Inspect(kubeletSecret(&secrets[i]))
		for _, e := range in.Entries {
			if e.Password == "" {
				continue
			}
			add(authText(e))
			add(e.Password.Reveal())
			add(strings.TrimSpace(e.Password.Reveal()))
			add(e.WrittenPassword.Reveal())
		}
	}
	return pairs
}

// authText is base64(user:password) of an entry.
func authText(e keyring.Entry) string {
	return edit.Auth(e.Username, e.Password.Reveal())
}

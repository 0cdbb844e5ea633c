package ask

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// scrub recognises credentials in texts: a server may send back what it was
// sent.
type scrub struct {
	mu    sync.Mutex
	seen  map[string]bool
	short []string                     // whole credentials that are shorter than a run
	runs  map[[runLength]byte]struct{} // of longer ones
}

// runLength is how many characters of a credential in a row give it away.
// Shorter credentials than minSecret are not looked for: they are in any text.
const (
	runLength = 8
	minSecret = 4
)

// leftOut is put where a text that repeats a credential was.
const leftOut = "(left out: it repeats a credential)"

// addLogin takes note of a login, in the spellings in which it may come back.
func (s *scrub) addLogin(l login) {
	if l.anonymous() {
		return
	}
	password := []byte(l.password)
	s.add(l.password)
	s.add(reversed(l.password))
	s.add(url.QueryEscape(l.password))
	s.add(hex.EncodeToString(password))
	s.add(base64.StdEncoding.EncodeToString(password))
	s.add(base64.StdEncoding.EncodeToString([]byte(l.username + ":" + l.password)))
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// add takes note of a password or token.
func (s *scrub) add(secret string) {
	secret = compact(secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(secret) < minSecret || s.seen[secret] {
		return
	}
	if s.seen == nil {
		s.seen, s.runs = make(map[string]bool), make(map[[runLength]byte]struct{})
	}
	s.seen[secret] = true
	if len(secret) < runLength {
		s.short = append(s.short, secret)
	}
	for i := 0; i+runLength <= len(secret); i++ {
		s.runs[[runLength]byte([]byte(secret[i:]))] = struct{}{}
	}
}

// compact keeps letters and digits of a text, in lower case: separators
// between the characters of a credential do not hide it.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r | 0x20
		}
		return -1
	}, text)
}

// shows says that a text holds a credential, or enough of one.
func (s *scrub) shows(text string) bool {
	text = compact(text)
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := 0; i+runLength <= len(text); i++ {
		if _, ok := s.runs[[runLength]byte([]byte(text[i:]))]; ok {
			return true
		}
	}
	return slices.ContainsFunc(s.short, func(secret string) bool { return strings.Contains(text, secret) })
}

// text returns a text, unless it holds a credential.
func (s *scrub) text(text string) string {
	if s.shows(text) {
		return leftOut
	}
	return text
}

// answer takes credentials out of the names that a registry chose. Its words
// have been scrubbed where they were quoted.
func (s *scrub) answer(a *diagnose.RegistryAnswer) {
	a.TokenHost, a.Digest = s.text(a.TokenHost), s.text(a.Digest)
	a.NearTags = slices.DeleteFunc(slices.Clone(a.NearTags), s.shows)
	a.Platforms = slices.DeleteFunc(slices.Clone(a.Platforms), s.shows)
	if a.Certificate == nil {
		return
	}
	c := *a.Certificate
	c.Subject, c.Issuer = s.text(c.Subject), s.text(c.Issuer)
	c.Names = slices.DeleteFunc(slices.Clone(c.Names), s.shows)
	a.Certificate = &c
}

package diagnose

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// Lifetime warns of a login that will stop working within days: what the
// token says of itself (the exp of a JWT, the expiration in an ECR password;
// not verified), and what is known of its kind.
func Lifetime(registry string, l Login, now time.Time) []string {
	return provider.Lifetime(registry, l.Username, l.Password.Reveal(), now)
}

// outlived says that a refused login is of a kind that does not live as long
// as its secret has been there; "" when that cannot be told.
func (k *Case) outlived(s sentEntry) string {
	written := s.ref.Secret.Changed
	if written.IsZero() {
		written = s.ref.Secret.Created
	}
	registry, user, password := k.Image.Registry, s.entry.Username, s.entry.Password.Reveal()
	if _, _, known := provider.Expiry(registry, user, password); known || written.IsZero() {
		return ""
	}
	age := k.index.snap.Now.Sub(written)
	if kind, ok := provider.ShortLived(registry, user, password); ok && age > kind.Lives {
		return fmt.Sprintf("%s stops working %s, and Secret %s was last written %s ago.", kind.Is, kind.End(), s.ref.Name, provider.Hours(age))
	}
	return ""
}

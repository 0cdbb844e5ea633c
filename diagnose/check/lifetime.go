package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Lifetime warns of credentials that will stop working within days: by the expiry in the token (the exp of a
// JWT, the expiration in an ECR password; not verified), and by what is known of its kind.
func Lifetime(registry string, c diagnose.Credentials, now time.Time) []string {
	return provider.Lifetime(registry, c.Username, c.Password.Reveal(), now)
}

// outlived says that refused credentials are of a kind that expires sooner than the age of their secret; ""
// if that cannot be determined.
func outlived(k *pull.Case, s pull.SentEntry) string {
	written := s.Ref.Secret.Changed
	if written.IsZero() {
		written = s.Ref.Secret.Created
	}
	registry, user, password := k.Image.Registry, s.Entry.Username, s.Entry.Password.Reveal()
	if _, _, known := provider.Expiry(registry, user, password); known {
		return ""
	}
	age := k.Index.Snap.Now.Sub(written)
	if kind, ok := provider.ShortLived(registry, user, password); ok && kind.Ends != "" && (written.IsZero() || age <= kind.Lives) {
		return fmt.Sprintf("The credentials in Secret %s are of a kind that does not last: %s stops working %s, and nothing renews the secret after that.", s.Ref.Name, strings.ToLower(kind.Is[:1])+kind.Is[1:], kind.End())
	}
	if written.IsZero() {
		return ""
	}
	if kind, ok := provider.ShortLived(registry, user, password); ok && age > kind.Lives {
		return fmt.Sprintf("%s stops working %s, and Secret %s was last written %s ago.", kind.Is, kind.End(), s.Ref.Name, provider.Hours(age))
	}
	return ""
}

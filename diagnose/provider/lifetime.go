package provider

import (
	"fmt"
	"time"
)

// Lifetime warns about credentials that stop working within days: by what they say of themselves,
// which is not verified, and by what is known of their kind.
func Lifetime(registry, user, password string, now time.Time) []string {
	if kind, until, known := Expiry(registry, user, password); known {
		left := until.Sub(now)
		switch {
		case left <= 0:
			return []string{fmt.Sprintf("This %s says that it expired at %s.", kind, until.Format("2006-01-02 15:04 MST"))}
		case left < time.Hour:
			return []string{fmt.Sprintf("This %s says that it expires within the hour. Pods that start after that will fail again; %s", kind, Lasting(registry))}
		case left < 8*24*time.Hour:
			return []string{fmt.Sprintf("This %s says that it expires in %s. Pods that start after that will fail again; %s", kind, Hours(left), Lasting(registry))}
		}
		return nil
	}
	if k, ok := ShortLived(registry, user, password); ok {
		return []string{fmt.Sprintf("%s stops working %s. Pods that start after that will fail again; %s", k.Is, k.End(), Lasting(registry))}
	}
	return nil
}

// End says when credentials of this kind stop working: "after 12 hours", "when its job ends".
func (k Kind) End() string {
	if k.Ends != "" {
		return k.Ends
	}
	return "after " + Hours(k.Lives)
}

// Lasting says what to use in place of credentials that expire soon, as the end of a sentence.
func Lasting(registry string) string {
	if text := Of(registry).Form.Lasting; text != "" {
		return text
	}
	return "use credentials that do not expire."
}

// Hours is a duration in whole hours, or in whole days from two days on.
func Hours(d time.Duration) string {
	n, unit := int(d/time.Hour), "hour"
	if d >= 48*time.Hour {
		n, unit = int(d/(24*time.Hour)), "day"
	}
	if n != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", n, unit)
}

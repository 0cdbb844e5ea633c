package guard

import (
	"context"
	"testing"
	"time"
)

// clock is the time of this computer, which no test waits by.
type clock struct{}

func (clock) Now() time.Time                                   { return time.Now() }
func (clock) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// No header of a registry is read as a pause that is too long or negative, and
// none breaks the reading.
func FuzzHeaders(f *testing.F) {
	for _, seed := range []string{"", "5", "-1", "99999999999999999999", "Sun, 29 Nov 2026 07:00:30 GMT", "https://[::1]:x/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if wait, ok := retryAfter(text, time.Now()); ok && (wait < 0 || wait > maxRetryAfter) {
			t.Errorf("%q: %v", text, wait)
		}
		if u, _ := ReadRealm(text); u != nil {
			Belongs("reg.example.com", u.Host)
		}
	})
}

package ask

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// readRateLimit reads Docker Hub's headers: "100;w=21600". Without them there
// is no limit, or the registry does not say.
func readRateLimit(h http.Header) *diagnose.RegistryRateLimit {
	limit, window, ok := readQuota(h.Get("Ratelimit-Limit"))
	if !ok {
		return nil
	}
	remaining, _, ok := readQuota(h.Get("Ratelimit-Remaining"))
	if !ok {
		return nil
	}
	counts := ""
	if source := h.Get("Docker-Ratelimit-Source"); source != "" {
		counts = "account"
		if _, err := netip.ParseAddr(source); err == nil {
			counts = "address"
		}
	}
	return &diagnose.RegistryRateLimit{Limit: limit, Remaining: remaining, Window: shortDuration(window), Counts: counts}
}

// readQuota reads a number and, after w=, the seconds it is for.
func readQuota(value string) (n int, window time.Duration, ok bool) {
	first, rest, _ := strings.Cut(value, ";")
	n, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil || n < 0 {
		return 0, 0, false
	}
	if seconds, found := strings.CutPrefix(strings.TrimSpace(rest), "w="); found {
		if s, err := strconv.Atoi(seconds); err == nil && s >= 0 && s < 1<<31 {
			window = time.Duration(s) * time.Second
		}
	}
	return n, window, true
}

// shortDuration is a duration without its zero parts: "6h", not "6h0m0s".
func shortDuration(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

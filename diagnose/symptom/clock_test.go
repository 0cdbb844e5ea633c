package symptom

import (
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	at := func(s string) time.Time {
		t.Helper()
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const head = `failed to do request: Head "https://r.test/v2/a/manifests/1": tls: failed to verify certificate: x509: certificate has expired or is not yet valid`
	for _, tc := range []struct {
		name, message string
		want          Clock
	}{
		{"before the certificate's start", head + ": current time 2000-01-01T01:01:08Z is before 2026-09-01T00:00:00Z", Clock{true, at("2000-01-01T01:01:08Z"), at("2026-09-01T00:00:00Z")}},
		{"with a zone", head + ": current time 2000-01-01T01:01:08+02:00 is before 2026-09-01T00:00:00Z, ", Clock{true, at("2000-01-01T01:01:08+02:00"), at("2026-09-01T00:00:00Z")}},
		{"an expired certificate may be a clock that is ahead; the caller compares", head + ": current time 2026-11-22T05:00:00Z is after 2026-11-01T00:00:00Z", Clock{false, at("2026-11-22T05:00:00Z"), at("2026-11-01T00:00:00Z")}},
		{"older Go says both", head, Clock{}},
		{"OpenSSL", "certificate verify failed: certificate is not yet valid", Clock{Skewed: true}},
		{"S3", "<Error><Code>RequestTimeTooSkewed</Code>", Clock{Skewed: true}},
		{"times that are none", head + ": current time yesterday is before tomorrow", Clock{Skewed: true}},
		{"cut off", head + ": current time 2000-01-01T0", Clock{}},
	} {
		got := Read("ErrImagePull", tc.message).Clock
		if got.Skewed != tc.want.Skewed || !got.Node.Equal(tc.want.Node) || !got.Bound.Equal(tc.want.Bound) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

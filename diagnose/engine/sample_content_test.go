package engine

import (
	"strings"
	"testing"
)

// What people take over from manuals is called so.
func TestManualsSamples(t *testing.T) {
	long := "Really really " + strings.Repeat("e", 40) + "y long auth keys\n"
	long = strings.Replace(long, "really eeee", "really reeee", 1)
	tests := []blind{
		{name: "the documentation's content", says: "invalid character 'R' looking for beginning of value", edits: only(long), want: "unparseable-config", tells: "sample of the Kubernetes documentation"},
		{name: "the documentation's auth", says: "illegal base64 data at input byte 3", edits: only(entry(`{"auth":"c3R...zE2"}`)), want: "undecodable-base64", tells: "as manuals print"},
		{name: "another tool's robot for Quay", image: "quay.io/acme/web:1", says: saysOAuth, edits: only(login("quay.io", "robot", canary)), want: "wrong-username-form", tells: "<organization>+<robot>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, tt.check)
	}
}

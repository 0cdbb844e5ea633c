package keyring

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// mask replaces a secret text. Its length does not depend on the text it hides.
const mask = "••••••"

// Sensitive is a password, token or auth text. However it is printed (every fmt verb, json, text
// marshalling, slog), the output is "••••••"; only Reveal returns the text.
//
// Three gaps of the standard library remain, so do not: put it in an unexported field of a struct
// that is printed (fmt cannot call its methods there), use it as a map key (json writes keys of
// kind string as they are), or print it with %p (fmt asks no method there).
type Sensitive string

// Reveal returns the text itself.
func (s Sensitive) Reveal() string { return string(s) }

// String returns "••••••", or "" if there is nothing to hide.
func (s Sensitive) String() string {
	if s == "" {
		return ""
	}
	return mask
}

// GoString keeps the text out of %#v and of callers that look for fmt.GoStringer.
func (s Sensitive) GoString() string { return fmt.Sprintf("%q", s.String()) }

// Format handles every verb, so that %x, %d or a wrong verb cannot show the text.
func (s Sensitive) Format(f fmt.State, verb rune) {
	if verb == 'q' || verb == 'v' && f.Flag('#') {
		_, _ = io.WriteString(f, s.GoString())
		return
	}
	_, _ = io.WriteString(f, s.String())
}

// MarshalJSON writes the mask. Writing a secret back to a cluster needs Reveal.
func (s Sensitive) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// MarshalText writes the mask.
func (s Sensitive) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue returns the mask for slog.
func (s Sensitive) LogValue() slog.Value { return slog.StringValue(s.String()) }

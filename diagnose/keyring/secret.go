package keyring

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
)

// Types of Secret that the kubelet reads, and the one data key it looks at in each.
const (
	TypeDockerConfigJSON = "kubernetes.io/dockerconfigjson"
	TypeDockercfg        = "kubernetes.io/dockercfg"
	KeyDockerConfigJSON  = ".dockerconfigjson"
	KeyDockercfg         = ".dockercfg"
)

// Secret is what the kubelet looks at in a Kubernetes Secret.
type Secret struct {
	Namespace, Name string
	Type            string            // as stored, compared byte for byte
	Data            map[string][]byte // decoded from the API's base64
}

// SecretError says which secret made the kubelet refuse all of them. Error is the kubelet's own
// text, which names no secret.
type SecretError struct {
	Namespace, Name string
	Err             error
}

// Error is exactly what the kubelet prints.
func (e *SecretError) Error() string { return e.Err.Error() }

// Unwrap gives the parse error itself.
func (e *SecretError) Unwrap() error { return e.Err }

// String names the secret, its type and data keys, never a value.
func (s Secret) String() string {
	var text strings.Builder
	text.WriteString("Secret " + s.Namespace + "/" + s.Name + " of type " + s.Type)
	for _, key := range slices.Sorted(maps.Keys(s.Data)) {
		fmt.Fprintf(&text, ", %s: %d bytes", key, len(s.Data[key]))
	}
	return text.String()
}

// Format takes over every verb of fmt, so that no data is printed.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalJSON keeps the data out of logs: the secret is no more than its description.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// LogValue hands the description to slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

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

// Types of Secret that the kubelet reads, and the one data key it reads in each.
const (
	TypeDockerConfigJSON = "kubernetes.io/dockerconfigjson"
	TypeDockercfg        = "kubernetes.io/dockercfg"
	KeyDockerConfigJSON  = ".dockerconfigjson"
	KeyDockercfg         = ".dockercfg"
)

// Secret is the part of a Kubernetes Secret that the kubelet uses.
type Secret struct {
	Namespace, Name string
	Type            string            // as stored, compared byte for byte
	Data            map[string][]byte // decoded from the API's base64
}

// SecretError says which secret made the kubelet reject all of them. Error is the kubelet's own
// text, which does not mention the secret.
type SecretError struct {
	Namespace, Name string
	Err             error
}

// Error returns exactly what the kubelet prints.
func (e *SecretError) Error() string { return e.Err.Error() }

// Unwrap returns the parse error itself.
func (e *SecretError) Unwrap() error { return e.Err }

// String returns the secret's name, type and data keys, never a value.
func (s Secret) String() string {
	var text strings.Builder
	text.WriteString("Secret " + s.Namespace + "/" + s.Name + " of type " + s.Type)
	for _, key := range slices.Sorted(maps.Keys(s.Data)) {
		fmt.Fprintf(&text, ", %s: %d bytes", key, len(s.Data[key]))
	}
	return text.String()
}

// Format handles every verb of fmt, so that no data is printed.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalJSON keeps the data out of logs: it writes only the description.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// LogValue returns the description for slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

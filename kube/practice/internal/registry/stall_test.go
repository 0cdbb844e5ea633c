package registry

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// An image that the registry blocks is refused with 412; a stalled blob ends with the reader's
// timeout.
func TestKeptBackAndStalled(t *testing.T) {
	w := New([]cases.Registry{{
		Host: "odd.example", Auth: cases.AuthNone, Public: []string{"a/kept:1", "a/slow:1"},
		Forbidden: []string{"a/kept:1"}, Stalls: []string{"a/slow:1"},
	}})
	if got := ask(t, w, "HEAD", "https://odd.example/v2/a/kept/manifests/1", "").StatusCode; got != http.StatusPreconditionFailed {
		t.Errorf("kept back: %d", got)
	}
	manifest, err := io.ReadAll(ask(t, w, "GET", "https://odd.example/v2/a/slow/manifests/1", "").Body)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(manifest), `"digest":"`)
	digest, _, _ := strings.Cut(rest, `"`)
	if _, err := io.ReadAll(ask(t, w, "GET", "https://odd.example/v2/a/slow/blobs/"+digest, "").Body); !errors.Is(err, context.Canceled) {
		t.Errorf("the blob ends with %v", err)
	}
}

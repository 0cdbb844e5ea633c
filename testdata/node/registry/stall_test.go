package registry

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// A layer that stalls begins to arrive and ends only with the client; manifest and configuration are whole.
// An image that is kept back is refused with 412.
func TestStalledAndKeptBack(t *testing.T) {
	h := served(t, cases.Registry{
		Host: "reg.example.com", Auth: cases.AuthNone, Public: []string{"a/slow:1", "a/kept:1"},
		Stalls: []string{"a/slow:1"}, Forbidden: []string{"a/kept:1"},
	})
	if r := ask(h, "/v2/a/kept/manifests/1", ""); r.StatusCode != http.StatusPreconditionFailed || !strings.Contains(body(t, r), cases.PolicyWords) {
		t.Errorf("kept back: %d", r.StatusCode)
	}
	manifest := body(t, ask(h, "/v2/a/slow/manifests/1", ""))
	_, layers, _ := strings.Cut(manifest, `"layers"`)
	all := strings.Split(layers, `"digest":"`)
	digest, _, _ := strings.Cut(all[len(all)-1], `"`) // the first layer is the program, as in all images
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/v2/a/slow/blobs/"+digest, nil).WithContext(ctx))
	if ctx.Err() == nil || w.Body.Len() == 0 || w.Header().Get("Content-Length") == strconv.Itoa(w.Body.Len()) {
		t.Errorf("the layer ended by itself after %d bytes", w.Body.Len())
	}
}

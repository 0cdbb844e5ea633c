package registry

import (
	"net/http"
	"strconv"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// problem puts what is wrong with a whole host in front of it.
func problem(r cases.Registry, next http.Handler) http.Handler {
	switch {
	case r.Status != 0 || r.Page != "":
		return out(r.Status, r.Page)
	case r.Fault == cases.FaultSilent:
		return silent
	case r.Fault == cases.FaultHalf:
		return half(next)
	}
	return next
}

// out answers every request with one status and one page, as a registry in trouble does, or what
// stands in front of it or in its place. Without a page it explains nothing.
func out(status int, page cases.Page) http.Handler {
	if status == 0 {
		status = http.StatusOK
	}
	mediaType, text := page.Content()
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if mediaType != "" {
			w.Header().Set("Content-Type", mediaType)
			w.Header().Set("Content-Length", strconv.Itoa(len(text)))
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(text)) // left out by the server for a HEAD request
	})
}

// silent takes requests and never answers, until the client gives up.
var silent = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })

// half sends half of every blob and ends the connection, also when a client wants the rest.
func half(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		blob, ok := whole(next, r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(blob)))
		_, _ = w.Write(blob[:len(blob)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler) // the server's way of breaking off
	})
}

// slow sends the blobs named at cases.SlowRate.
func slow(store http.Handler, digests []string) http.Handler {
	return only(store, digests, func(w http.ResponseWriter, r *http.Request, blob []byte) {
		w.Header().Set("Content-Length", strconv.Itoa(len(blob)))
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for len(blob) > 0 {
			n := min(cases.SlowRate, len(blob))
			if _, err := w.Write(blob[:n]); err != nil {
				return
			}
			_ = http.NewResponseController(w).Flush()
			blob = blob[n:]
			select {
			case <-r.Context().Done():
				return
			case <-tick.C:
			}
		}
	})
}

// hanging promises the blobs named and sends nothing, until the client gives up.
func hanging(store http.Handler, digests []string) http.Handler {
	return only(store, digests, func(w http.ResponseWriter, r *http.Request, blob []byte) {
		w.Header().Set("Content-Length", strconv.Itoa(len(blob)))
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
}

// redirected sends who wants a blob of the repositories named to the host that it is at, with a
// pre-signed URL.
func redirected(store http.Handler, hosts map[string]string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		digest, host := blobOf(r.URL.Path), hosts[repositoryOf(r.URL.Path)]
		if digest == "" || host == "" || r.Method != http.MethodGet && r.Method != http.MethodHead {
			store.ServeHTTP(w, r)
			return
		}
		http.Redirect(w, r, "https://"+host+cases.BlobPath(digest), http.StatusTemporaryRedirect)
	})
}

// blobStore serves the blobs of a registry as an object store does.
func blobStore(blobs http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		digest := cases.BlobDigest(r.URL.Path)
		if digest == "" {
			out(http.StatusForbidden, cases.PageXML).ServeHTTP(w, r)
			return
		}
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawQuery = "/v2/store/blobs/"+digest, ""
		blobs.ServeHTTP(w, inner)
	})
}

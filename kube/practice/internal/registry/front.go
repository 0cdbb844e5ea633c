package registry

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// addressOf gives each host an address of the range that is for documentation (RFC 5737).
func addressOf(host string, index int) net.Addr {
	a := &net.TCPAddr{IP: net.IPv4(192, 0, 2, byte(index+1)), Port: 443}
	if _, port, err := net.SplitHostPort(host); err == nil {
		if n, err := strconv.Atoi(port); err == nil {
			a.Port = n
		}
	}
	return a
}

// page answers with the host's one status and page, whatever was asked for.
func (s *server) page(w http.ResponseWriter) {
	mediaType, text := s.about.Page.Content()
	if mediaType != "" {
		w.Header().Set("Content-Type", mediaType)
	}
	if s.about.Status != 0 {
		w.WriteHeader(s.about.Status)
	}
	_, _ = w.Write([]byte(text))
}

// redirect sends who wants a blob of an image to the host that it is at, and says whether it did.
func (s *server) redirect(w http.ResponseWriter, req *http.Request, repository string) bool {
	digest, ok := strings.CutPrefix(req.URL.Path, "/v2/"+repository+"/blobs/")
	if !ok {
		return false
	}
	for image, host := range s.about.BlobsAt {
		if strings.HasPrefix(image, repository+":") {
			http.Redirect(w, req, "https://"+host+cases.BlobPath(digest), http.StatusTemporaryRedirect)
			return true
		}
	}
	return false
}

// serveBlob answers as an object store that holds the blobs of a registry.
func (s *server) serveBlob(w http.ResponseWriter, req *http.Request) {
	inner := req.Clone(req.Context())
	inner.URL.Path, inner.URL.RawQuery = "/v2/store/blobs/"+cases.BlobDigest(req.URL.Path), ""
	if s.about.Fault != cases.FaultHalf {
		s.blobsOf.store.ServeHTTP(w, inner)
		return
	}
	whole := &writer{header: http.Header{}}
	s.blobsOf.store.ServeHTTP(whole, inner)
	body := whole.body.Bytes()
	w.WriteHeader(whole.status)
	_, _ = w.Write(body[:len(body)/2])
}

// Late is the body of a response that arrives slowly. It can be read at once; After is how long a node
// would have waited for it.
type Late struct {
	io.ReadCloser
	After time.Duration
}

// Forever is the wait for a body of which nothing arrives.
const Forever = 100 * 365 * 24 * time.Hour

// layerSize is the size of the layer that a slow image would have; the practice images have none.
const layerSize = 8 << 20

// late says how long a node waits for what was asked for; 0 where it comes at once.
func (s *server) late(req *http.Request) time.Duration {
	repository := repositoryOf(req.URL.Path)
	switch {
	case !strings.HasPrefix(req.URL.Path, "/v2/"+repository+"/blobs/"):
		return 0
	case holds(s.about.Hangs, repository):
		return Forever
	case holds(s.about.Slow, repository):
		return layerSize / cases.SlowRate * time.Second
	}
	return 0
}

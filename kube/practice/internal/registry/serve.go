package registry

import (
	"bytes"
	"io"
	"net/http"
)

// serve calls a handler without a connection. The standard library has this only for tests.
func serve(h http.Handler, req *http.Request) *http.Response {
	in := req.Clone(req.Context())
	in.RequestURI = req.URL.RequestURI()
	in.Host = req.URL.Host
	if in.Body == nil {
		in.Body = http.NoBody
	}
	out := &writer{header: http.Header{}}
	h.ServeHTTP(out, in)
	out.WriteHeader(http.StatusOK)
	body := out.body.Bytes()
	length := int64(len(body))
	if req.Method == http.MethodHead {
		body = nil
	}
	return &http.Response{
		Status: http.StatusText(out.status), StatusCode: out.status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: out.header, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: length, Request: req,
	}
}

// writer records a response.
type writer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *writer) Header() http.Header { return w.header }

func (w *writer) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
}

func (w *writer) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.body.Write(p)
}

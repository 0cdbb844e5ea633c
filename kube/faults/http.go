package faults

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fault puts a disturbance in front of a handler.
type Fault func(http.Handler) http.Handler

// On disturbs only the matching requests.
func On(fits func(*http.Request) bool, f Fault) Fault {
	return func(next http.Handler) http.Handler {
		bad := f(next)
		return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			if fits(q) {
				bad.ServeHTTP(w, q)
				return
			}
			next.ServeHTTP(w, q)
		})
	}
}

// Times disturbs only so many requests, after skipping some.
func Times(skip, n int, f Fault) Fault {
	var mu sync.Mutex
	seen := 0
	return On(func(*http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		seen++
		return seen > skip && seen <= skip+n
	}, f)
}

// Lists matches lists of a resource, not watches.
func Lists(resource string) func(*http.Request) bool {
	return func(q *http.Request) bool {
		return strings.HasSuffix(q.URL.Path, "/"+resource) && q.URL.Query().Get("watch") == ""
	}
}

// Watches matches watches of a resource.
func Watches(resource string) func(*http.Request) bool {
	return func(q *http.Request) bool {
		return strings.HasSuffix(q.URL.Path, "/"+resource) && q.URL.Query().Get("watch") != ""
	}
}

// Later matches the pages of a list after the first.
func Later(fits func(*http.Request) bool) func(*http.Request) bool {
	return func(q *http.Request) bool { return fits(q) && q.URL.Query().Get("continue") != "" }
}

// Answer responds with an HTTP error, with a Retry-After in seconds if it is
// not 0. The body is not a Status: proxies and load balancers send such
// responses.
func Answer(code, retryAfter int) Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if retryAfter > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
			}
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(code)
			fmt.Fprintf(w, "<html><body><h1>%d</h1></body></html>", code)
		})
	}
}

// Gone responds that the server no longer has the list or the version. A
// token lets the client continue the list.
func Gone(token func(*http.Request) string) Fault {
	return func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusGone)
			fmt.Fprintf(w, `{"kind":"Status","apiVersion":"v1","metadata":{"continue":%q},"status":"Failure",`+
				`"message":"The provided continue parameter is too old","reason":"Expired","code":410}`, token(q))
		})
	}
}

// Hang closes the connection without a response.
func Hang(http.Handler) http.Handler {
	return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
}

// Half sends the first half of the response and closes the connection.
func Half(next http.Handler) http.Handler {
	return slowly(next, func(w http.ResponseWriter, q *http.Request, body []byte) {
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
}

// Drip sends one byte a second.
func Drip(next http.Handler) http.Handler {
	return slowly(next, func(w http.ResponseWriter, q *http.Request, body []byte) {
		flush := http.NewResponseController(w)
		for i := range body {
			select {
			case <-time.After(time.Second):
			case <-q.Context().Done():
				return
			}
			if _, err := w.Write(body[i : i+1]); err != nil {
				return
			}
			_ = flush.Flush()
		}
	})
}

// slowly records the whole response and lets send deliver it.
func slowly(next http.Handler, send func(http.ResponseWriter, *http.Request, []byte)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, q)
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.Header().Set("Content-Length", strconv.Itoa(rec.Body.Len()))
		w.WriteHeader(rec.Code)
		send(w, q, rec.Body.Bytes())
	})
}

// Silent accepts the request and never responds.
func Silent(http.Handler) http.Handler {
	return http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() })
}

// Mute begins the response and never continues.
func Mute(http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", q.Header.Get("Accept"))
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		<-q.Context().Done()
	})
}

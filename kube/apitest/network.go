package apitest

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// Network connects a client to a handler without sockets.
type Network struct {
	conns chan net.Conn
	done  chan struct{}
	close sync.Once
	srv   *http.Server
	ended chan struct{}

	mu   sync.Mutex
	open []net.Conn // the client's ends
}

// Serve starts a server; with a tls.Config it speaks TLS.
func Serve(h http.Handler, config *tls.Config) *Network {
	n := &Network{conns: make(chan net.Conn), done: make(chan struct{}), ended: make(chan struct{})}
	n.srv = &http.Server{Handler: h, TLSConfig: config, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		defer close(n.ended)
		if config != nil {
			_ = n.srv.ServeTLS(listener{n}, "", "")
		} else {
			_ = n.srv.Serve(listener{n})
		}
	}()
	return n
}

// Dial opens a connection; it ignores the address.
func (n *Network) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case n.conns <- server:
		n.mu.Lock()
		n.open = append(n.open, client)
		n.mu.Unlock()
		return client, nil
	case <-n.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Break closes every open connection.
func (n *Network) Break() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.open {
		c.Close()
	}
	n.open = nil
}

// Close ends the server and every connection, and waits for it.
func (n *Network) Close() {
	n.close.Do(func() { close(n.done) })
	n.srv.Close()
	n.Break()
	<-n.ended
}

type listener struct{ n *Network }

func (l listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.n.conns:
		return buffered(c), nil
	case <-l.n.done:
		return nil, net.ErrClosed
	}
}

func (l listener) Close() error   { return nil }
func (l listener) Addr() net.Addr { return addr{} }

type addr struct{}

func (addr) Network() string { return "pipe" }
func (addr) String() string  { return "apitest" }

package main

import (
	"io"
	"net"
	"sync/atomic"
)

// counter passes TCP connections on to the API server and counts what comes back. It does not look inside:
// the client speaks TLS with the server itself.
type counter struct {
	net.Listener
	to       string
	received atomic.Int64
}

func newCounter(to string) (*counter, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	c := &counter{Listener: l, to: to}
	go c.serve()
	return c, nil
}

func (c *counter) serve() {
	for {
		client, err := c.Accept()
		if err != nil {
			return
		}
		go c.join(client)
	}
}

func (c *counter) join(client net.Conn) {
	server, err := net.Dial("tcp", c.to)
	if err != nil {
		client.Close()
		return
	}
	go func() {
		defer server.Close()
		_, _ = io.Copy(server, client)
	}()
	defer client.Close()
	_, _ = io.Copy(counted{client, &c.received}, server)
}

// counted counts what is written.
type counted struct {
	io.Writer
	n *atomic.Int64
}

func (c counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.n.Add(int64(n))
	return n, err
}

package apitest

import (
	"bytes"
	"io"
	"net"
	"sync"
)

// buffer is a pipe's end whose writes do not wait for the reader, as those to
// a socket: in a TLS handshake both sides can write at once.
type buffer struct {
	net.Conn
	mu      sync.Mutex
	pending bytes.Buffer
	closed  bool
	err     error
	more    chan struct{} // holds one entry while there is something to do
}

func buffered(c net.Conn) net.Conn {
	b := &buffer{Conn: c, more: make(chan struct{}, 1)}
	go b.drain()
	return b
}

// Write queues data to be sent.
func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.closed:
		return 0, io.ErrClosedPipe
	case b.err != nil:
		return 0, b.err
	}
	b.wake()
	return b.pending.Write(p)
}

// Close sends what is pending before it closes.
func (b *buffer) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.wake()
	return nil
}

func (b *buffer) wake() {
	select {
	case b.more <- struct{}{}:
	default:
	}
}

func (b *buffer) drain() {
	defer b.Conn.Close()
	for range b.more {
		b.mu.Lock()
		out, closed := bytes.Clone(b.pending.Bytes()), b.closed
		b.pending.Reset()
		b.mu.Unlock()
		if _, err := b.Conn.Write(out); err != nil {
			b.mu.Lock()
			b.err = err
			b.mu.Unlock()
			return
		}
		if closed {
			return
		}
	}
}

package main

import (
	"io"
	"net"
	"path/filepath"
	"testing"
)

// TestForward sends a line through both halves of the way and back.
func TestForward(t *testing.T) {
	echo, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = echo.Close() }()
	go func() {
		for {
			c, err := echo.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(c, c); _ = c.Close() }()
		}
	}()
	socket := filepath.Join(t.TempDir(), "s")
	inner, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = inner.Close() }()
	outer, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = outer.Close() }()
	go forward(inner, "tcp", echo.Addr().String())
	go forward(outer, "unix", socket)
	c, err := net.Dial("tcp", outer.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	if err := c.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(c); err != nil || string(got) != "hello" {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestStateLock lets only one node run.
func TestStateLock(t *testing.T) {
	s := state{t.TempDir()}
	if pid, err := s.running(); err != nil || pid != 0 {
		t.Fatalf("nothing runs: %d, %v", pid, err)
	}
	unlock, held, err := s.lock()
	if err != nil || held {
		t.Fatalf("the first lock: %v, %v", held, err)
	}
	if _, held, err := s.lock(); err != nil || !held {
		t.Errorf("the second lock: %v, %v", held, err)
	}
	unlock()
	if err := s.stop(t.Context()); err != nil {
		t.Errorf("stopping what does not run: %v", err)
	}
}

package registry

import (
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"time"
)

// full is an address whose queue of connections has no room left: Linux drops what comes for it, and
// whoever connects waits for nothing.
type full struct{ closers []io.Closer }

// fullTries is how many connections are made at most until one gets no answer, and fullPatience how
// long an answer on loopback may take.
const (
	fullTries    = 8
	fullPatience = 300 * time.Millisecond
)

// listenFull takes an address and fills its queue.
func listenFull(address string) (_ *full, err error) {
	f := &full{}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close())
		}
	}()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	f.closers = append(f.closers, listener)
	raw, err := listener.(*net.TCPListener).SyscallConn()
	if err != nil {
		return nil, err
	}
	var shrunk error
	if err := raw.Control(func(fd uintptr) { shrunk = syscall.Listen(int(fd), 0) }); err != nil {
		return nil, err
	}
	if shrunk != nil {
		return nil, shrunk
	}
	for range fullTries {
		conn, err := net.DialTimeout("tcp", listener.Addr().String(), fullPatience)
		if err != nil {
			return f, nil // no room
		}
		f.closers = append(f.closers, conn)
	}
	return nil, fmt.Errorf("%s still takes connections", address)
}

// Close gives the address back.
func (f *full) Close() error {
	var errs []error
	for _, c := range f.closers {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

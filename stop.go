package main

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// stopped is how a signal ends the program: with 128 and its number, as shells
// count.
type stopped struct {
	ctx  context.Context // ends at the first signal
	code atomic.Int32    // the exit code after a signal, otherwise 0
	hold atomic.Bool     // the screen or the line mode is open
}

// stopBySignal ends the program at the first signal, whatever it does: reading a
// pipe that nobody writes to and judging a big dump cannot be asked to stop. Only
// the screen and the line mode end by themselves, for they give the terminal back
// and finish a fix that is being written; a second signal does not wait for that.
func stopBySignal() *stopped {
	s := &stopped{}
	var cancel context.CancelFunc
	s.ctx, cancel = context.WithCancel(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		code := 128 + 2
		if n, ok := (<-signals).(syscall.Signal); ok {
			code = 128 + int(n)
		}
		s.code.Store(int32(code))
		cancel()
		if s.hold.Load() {
			<-signals
		}
		os.Exit(code)
	}()
	return s
}

// interactive notes that a user interface opens, or has ended.
func (s *stopped) interactive(open bool) { s.hold.Store(open) }

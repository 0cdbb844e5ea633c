//go:build unix

package tui

import (
	"os"
	"os/signal"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/sys/unix"
)

// dumpReadably gives the terminal back before SIGQUIT makes the Go runtime print
// the goroutines and exit, so that the dump can be read and the shell be used. A
// program that hangs may not be able to, so it does not wait for long.
func dumpReadably(p *tea.Program) (stop func()) {
	quit := make(chan os.Signal, 1)
	signal.Notify(quit, unix.SIGQUIT)
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			return
		case <-quit:
		}
		released := make(chan struct{})
		go func() {
			_ = p.ReleaseTerminal()
			close(released)
		}()
		select {
		case <-released:
		case <-time.After(2 * time.Second):
		}
		signal.Reset(unix.SIGQUIT)
		_ = unix.Kill(unix.Getpid(), unix.SIGQUIT)
	}()
	return func() {
		signal.Stop(quit)
		close(done)
	}
}

// hasShell says whether a shell waits that can continue this program after
// ctrl+z. Without one, as under "docker run -t", the program would stop for good:
// its parent is in another session.
func hasShell() bool {
	mine, err := unix.Getsid(0)
	if err != nil {
		return false
	}
	shell, err := unix.Getsid(os.Getppid())
	if err != nil || shell != mine {
		return false
	}
	group, err := unix.Getpgid(os.Getppid())
	return err == nil && group != unix.Getpgrp()
}

//go:build unix

package tui

import (
	"os"

	"golang.org/x/sys/unix"
)

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

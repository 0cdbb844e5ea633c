//go:build unix && !linux

package lab

import "syscall"

// ownGroup keeps Ctrl-C on the terminal away from the programs, so that the lab ends them in order.
func ownGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

package lab

import "syscall"

// ownGroup keeps Ctrl-C on the terminal away from the programs, so that the lab ends them in order,
// and has them killed when the test program dies without doing so.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

//go:build unix

package cli

import "syscall"

// noFollow makes it an error to open a link.
const noFollow = syscall.O_NOFOLLOW

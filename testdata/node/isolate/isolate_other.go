//go:build !linux

package isolate

import "errors"

var errLinux = errors.New("a node needs Linux")

// Addresses and paths as on Linux, so that callers compile.
const (
	CNIDir      = "/usr/lib/cni"
	NodeAddress = "192.0.2.2"
	DNSAddress  = "127.0.0.10"
)

// Possible says why this machine cannot isolate a node.
func Possible() error { return errLinux }

// Inside is never true here.
func Inside() bool { return false }

// CgroupRoot is empty here.
func CgroupRoot() string { return "" }

// Run fails here.
func Run() (int, error) { return 0, errLinux }

// Enter fails here.
func Enter() error { return errLinux }

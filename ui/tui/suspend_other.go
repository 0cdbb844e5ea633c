//go:build !unix

package tui

// hasShell: only Unix shells stop and continue programs.
func hasShell() bool { return false }

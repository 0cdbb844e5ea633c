//go:build !unix

package ui

// hasShell: only Unix shells stop and continue programs.
func hasShell() bool { return false }

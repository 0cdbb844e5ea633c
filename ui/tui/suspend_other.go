//go:build !unix

package tui

import tea "charm.land/bubbletea/v2"

// hasShell: only Unix shells stop and continue programs.
func hasShell() bool { return false }

// dumpReadably does nothing: there is no SIGQUIT.
func dumpReadably(*tea.Program) (stop func()) { return func() {} }

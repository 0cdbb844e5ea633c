// Package shell quotes words for a POSIX shell, so that a printed command can be copied as it is.
//
// It imports nothing of ours.
package shell

// Package shell quotes words for a POSIX shell, so that printed commands can be copied unchanged.
//
// It imports nothing of ours.
package shell

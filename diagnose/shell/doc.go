// Package shell builds the commands that are printed for people to copy: the one place where a command
// is made of a template and of words from a cluster or a file. Quoting protects against the shell, not
// against options and paths; so a word must also be a valid name of its kind, and where one is not, no
// command is printed but the reason.
//
// It imports nothing of ours.
package shell

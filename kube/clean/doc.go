// Package clean makes strings of a cluster harmless: valid UTF-8, no control or reordering
// characters, no commands of CI runners. Every string that enters the program from a cluster or a
// file passes through Text or Line.
//
// It imports nothing of ours.
package clean

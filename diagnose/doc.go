// Package diagnose turns what was read from a cluster into findings and fixes.
//
// It is pure: a Snapshot goes in, a Result comes out; no network, no clock, no
// terminal, no Kubernetes client. Every string in a Snapshot has already been
// made harmless (control and bidi characters) by whoever read it.
//
//	Snapshot   what was read: failing pods, secrets, service accounts, events
//	Case       one failing pull with everything that bears on it
//	Check      one thing that can be wrong, with a doc and a pure run function
//	Finding    what a check found, with the fixes that mend it
//	Fix        steps as data: what to create, change or delete, and under which
//	           preconditions; package kube carries them out
//	Link       one station of the pull chain, for the drawing
package diagnose

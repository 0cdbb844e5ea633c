// Package diagnose turns what was read from a cluster into findings and fixes.
//
// It is pure: it turns a Snapshot into a Result and uses no network, clock,
// terminal or Kubernetes client. The reader of a Snapshot has already sanitized
// every string in it (control and bidi characters).
//
//	Snapshot   what was read: failing pods, secrets, service accounts, events
//	Case       one failing pull with everything that affects it
//	Check      one thing that can be wrong, with a doc and a pure run function
//	Finding    what a check found, with its fixes
//	Fix        steps as data: what to create, change or delete, and under which
//	           preconditions; package kube applies them
//	Link       one link of the pull chain, for display
package diagnose

// Package isolate runs a test program in a world of its own: as the first process of new PID, mount
// and network namespaces.
//
// When that process ends, in whatever way, the kernel kills everything it started, unmounts
// everything it mounted and drops its network: a node with its containers leaves nothing behind.
// Only control groups live outside, and those the waiting parent removes.
package isolate

// Package faults disturbs the connection between the program and an API server, for tests: handlers
// that run before the server's own. The README lists every fault with what the program makes of it.
//
// It imports nothing of ours. Only tests import it.
package faults

// Package faults disturbs what runs between the program and an API server, for
// tests: handlers that stand before the server's own.
package faults

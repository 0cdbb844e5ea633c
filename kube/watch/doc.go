// Package watch follows a cluster: it reads once, watches what bears on the failing pods, and sends
// a new snapshot after each change that matters. It reconnects when the connection is lost. Start
// reading at Watcher.Watch.
//
// It may import kube, clean, connect, convert and read.
package watch

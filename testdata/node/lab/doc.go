// Package lab builds a real Kubernetes from the Go module proxy and runs it on loopback, for tests.
//
// Build makes the programs that are missing and keeps them in a cache outside the tree. Start runs
// etcd and kube-apiserver without root. Everything that Start leaves behind on the machine (processes,
// files) is gone after Stop, and also when the test program dies.
package lab

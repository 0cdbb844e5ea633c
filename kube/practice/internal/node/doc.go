// Package node is the practice cluster's only node: a scheduler that knows one machine, and a
// kubelet that fetches pull secrets, pulls images and reports what it did as the real one does in
// Kubernetes 1.36 with containerd 2.3. Containers are not run; they are only reported as running.
//
// It may import apiserver, containerd and events, kube/cases and diagnose/keyring.
package node

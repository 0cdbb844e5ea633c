// Package controller is what the practice cluster has of kube-controller-manager: the controllers
// that turn workloads into pods, create the default service account of namespaces and delete what
// lost its owner.
//
// Each is a plain function from the stored objects to writes. Sync calls them all; call it again
// until nothing changes. It may import apiserver, events and store.
package controller

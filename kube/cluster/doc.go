// Package cluster joins what a screen needs of a cluster, following it and applying fixes, into one
// Backend.
//
// It may import kube, apply and watch.
package cluster

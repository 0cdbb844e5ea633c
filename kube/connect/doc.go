// Package connect opens the connection to a cluster from kubeconfig and flags, with the rules of
// kubectl, and turns the errors of an unreachable cluster into sentences that say what to do. Start
// reading at Open.
//
// It may import kube and kube/clean.
package connect

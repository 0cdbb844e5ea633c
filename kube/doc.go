// Package kube reads a cluster (or manifests) into a diagnose.Snapshot and
// carries out a diagnose.Fix.
//
// It is the only place where strings of a cluster enter the program: all of
// them pass through Clean or CleanLine. Contents of secrets stay bytes in
// diagnose.Secret.Data and reach no log and no error.
//
//	Connect    kubeconfig, contexts, logins
//	Collect    one reading of the cluster
//	Backend    follows a cluster, checks and applies fixes, takes them back
//	ReadFiles  the same snapshot from manifests and dumps
package kube

// Package kube reads a cluster (or manifests) into a diagnose.Snapshot and
// applies a diagnose.Fix.
//
// It is the only place where strings of a cluster enter the program: all of
// them pass through package clean. Contents of secrets stay bytes in
// diagnose.Secret.Data and reach no log and no error.
//
// The package itself has only the vocabulary: which pods (Scope, Target) and the errors that end the
// program. Its packages do the work:
//
//	connect   kubeconfig, contexts, credentials of the user
//	read      one reading of the cluster
//	watch     follows a cluster; wait repeats readings until every pull is decided
//	manifest  the same snapshot from manifests and dumps
//	apply     checks, applies and undoes fixes; cluster joins it with watch
//	practice  the cluster behind --train; cases has what is broken in it
//
// It may import kube/clean and the types of diagnose.
package kube

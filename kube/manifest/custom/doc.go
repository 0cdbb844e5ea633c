// Package custom finds the pods that custom resources describe: an Argo Rollout, a Tekton Task, a
// RayCluster. Start reading at Find; kinds.go lists the kinds whose fields are known.
//
// It imports diagnose, and clean and convert of kube.
package custom

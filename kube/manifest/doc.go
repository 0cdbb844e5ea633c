// Package manifest reads manifests and dumps of a cluster (YAML or JSON files, folders, standard
// input) into the same diagnose.Snapshot that a live cluster gives. Start reading at ReadFiles.
//
// It may import kube, clean, connect, convert and workload, and the types of diagnose.
package manifest

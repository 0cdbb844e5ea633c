// Package wait reads a cluster again and again until every image pull is decided or a time limit
// ends, as --wait does, and narrows a scope to the pods of the named workloads. Start reading at
// CollectDecided.
//
// It may import kube, clean, connect, read and workload, and diagnose/engine to judge a reading.
package wait

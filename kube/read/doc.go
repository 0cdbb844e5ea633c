// Package read makes one reading of a cluster: pods page by page, then whatever bears on the failing
// ones (secrets, service accounts, owners, events, nodes, rights), into a diagnose.Snapshot. Start
// reading at Collect.
//
// It may import kube, clean, connect, convert, podscan and workload, and the types of diagnose.
package read

// Package store keeps the objects of the practice cluster, as etcd does for a real API server: one
// version counts up with every write, a write can demand the version it was based on, and a watch
// can start at any version that is not too old.
//
// It imports nothing of ours.
package store

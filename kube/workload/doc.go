// Package workload lists the built-in kinds with a pod template (Deployment, Job, ...) and the API
// requests for each: get, list, patch.
//
// It imports nothing of ours.
package workload

// Package step defines the writes that fixes consist of: one file and one type for
// each, with its fields, its preview, its kubectl commands, the rights it needs,
// its patch files and the step that undoes it.
//
// It is pure. It may import diagnose and the packages that read and mask Docker
// configs; package fix builds the steps, and kube/apply sends them to the API
// server.
package step

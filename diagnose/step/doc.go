// Package step has the kinds of writes that fixes are made of: one file and one
// type for each, with its fields, its preview, its kubectl commands, the rights
// it needs, its patch files and the step that reverts it.
//
// It is pure. It may import diagnose and the packages that read and mask docker
// configs; package fix builds steps of it, and kube/apply sends them to the API
// server.
package step

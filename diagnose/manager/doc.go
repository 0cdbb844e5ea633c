// Package manager tells who manages an object and would revert a change to it (Argo CD, Helm,
// External Secrets, ...), and where the source is that has to be changed instead.
//
// It may import diagnose and shell.
package manager

// Package manager recognizes what manages an object and reverts changes to it (Argo CD, Helm,
// External Secrets, ...), and where to change its source instead.
//
// It may import diagnose and shell.
package manager

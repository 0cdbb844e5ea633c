// Package cases reads the practice cases: folders that hold the manifests of one broken pod, what
// must be found, and the texts about it. The same folders feed the practice cluster, the unit tests
// and the runs against a real node.
//
// It may import diagnose and diagnose/keyring.
package cases

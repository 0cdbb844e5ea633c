// Package registry is the registries of the practice cluster: go-containerregistry's in-memory
// registry, which asks for credentials, one for each host, reached in process. Nothing listens on a
// port and nothing leaves the program.
//
// It may import kube/cases.
package registry

// Package distribution asks a real registry, the distribution project's, with
// kube/ask. It is a module of its own, because a registry brings many others.
//
//	go -C testdata/node/distribution test ./...
package distribution

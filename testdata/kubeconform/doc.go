// Package kubeconform measures pulldoctor beside kubeconform, which checks manifests against schemas,
// on the same tree of 1,000 files. It is a module of its own, so that kubeconform is no dependency of
// the program. README.md has the result of a run:
//
//	go test -v ./...
package kubeconform

// Package practice is a Kubernetes cluster for learners, built into the program: no Kubernetes, no
// network, no files. Client returns a kubernetes.Interface that behaves like that of a real cluster,
// with controllers, a node and registries behind it, so that the code which reads and fixes
// production clusters runs on it unchanged.
//
// It consists of client-go's fake clientset in front of the packages internal/apiserver (API rules),
// internal/controller (workloads), internal/node (kubelet), internal/containerd (image pulls) and
// internal/registry (registries that ask for credentials). It may import these, kube/cases and the
// types of diagnose.
package practice

// Package containerd pulls images by the registry protocol and words failures as containerd 2.3
// does (core/remotes/docker), through the CRI error handling of the kubelet.
//
// It may import registry and diagnose/keyring.
package containerd

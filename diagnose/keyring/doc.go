// Package keyring determines, for one image and the pull secrets of a pod, which credentials the kubelet
// would pass to the runtime, in which order, and why a secret or a registry key cannot be used.
//
// New and Lookup mirror k8s.io/kubernetes v1.36 pkg/credentialprovider exactly, its error
// texts included. Inspect and Explain go further: they read what the kubelet rejects or skips and
// explain to people what is wrong and what would have worked.
//
// The package is pure: it reads no file, no clock and no network.
package keyring

// Package keyring answers, for one image and the pull secrets of a pod, which logins the kubelet
// would offer the runtime, in which order, and why a secret or a registry key is of no use.
//
// New and Lookup mirror k8s.io/kubernetes v1.36 pkg/credentialprovider to the letter, its error
// texts included. Inspect and Explain go further: they read what the kubelet refuses or skips and
// say, for people, what is wrong and what would have worked.
//
// The package is pure: it reads no file, no clock and no network.
package keyring

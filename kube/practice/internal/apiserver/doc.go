// Package apiserver is the API of the practice cluster: what client-go's fake clientset lacks to
// behave like a real API server. It assigns UIDs and versions, applies defaults, admission and
// validation in the real server's words, answers dry runs, selectors and watches, and can refuse
// requests as RBAC does.
//
// It may import store and diagnose/keyring.
package apiserver

// Package redact removes credentials from what a person or a log may see: known passwords, tokens
// and auth values of the snapshot, and anything that looks like one.
//
// It may import diagnose, dockerconfig and keyring.
package redact

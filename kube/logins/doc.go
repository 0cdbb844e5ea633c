// Package logins finds logins for one registry in the login files of docker,
// nerdctl and podman on the user's own machine, credential helpers included.
//
// A file is read only for the host that is asked for; nothing else of it is
// returned. A credential helper is a program that a file names: it is run by
// Found.Get only, so that the user can be asked first. No error and no text
// of this package holds a password.
package logins

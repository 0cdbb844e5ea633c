// Package logins finds the user's own credentials for one registry: in the
// config files of Docker, nerdctl and Podman on this machine, and in the
// credential helpers that these files name.
//
// Only the entries of that registry are returned. A credential helper is a
// program; only Found.Get runs it, so that the user can be asked first. No
// error and no text of this package contains a password.
//
// The package may import diagnose and its keyring. The helper protocol is
// docker-credential-helpers.
package logins

// Package guard is the one way out to registries: it decides where a credential
// may go, and sends what may be sent.
//
//   - HTTPS only, certificates are always verified;
//   - a credential goes to the registry of its door, and to the token server that
//     the door was made for; whether a token server belongs to a registry is what
//     Belongs knows;
//   - names are resolved once; addresses of this computer and of metadata
//     services are refused, private ones are accepted only where the registry
//     itself is private;
//   - at most three redirects, never with a credential to another host;
//   - limits on requests, time and size; no cookies, no cache on disk, no log.
//
// What was answered is recorded in the Trail of the request's context, so that it
// survives the libraries in between.
//
// The package may import diagnose, for the reasons why a registry was not asked.
package guard

// Package ask asks container registries, from this computer, whether given
// credentials may pull given images. It runs only when the user asked for it.
//
// The questions are those of containerd, in its order: HEAD on the manifest by
// tag without credentials, the token exchange that the answer demands, HEAD
// again, and HEAD on the digest that the tag names. The manifest itself is
// fetched only where its platforms matter, and layers never are.
//
// Parsing a challenge, the token exchange, authentication and retries are
// go-containerregistry's (pkg/v1/remote/transport). All of its requests pass
// the guard of this package, which decides where a credential may go:
//
//   - HTTPS only, certificates are always verified;
//   - a credential goes to the registry only if its key matches the image by
//     the kubelet's rule, and to a token server only if that is known to
//     belong to the registry or the user allows it;
//   - names are resolved once; addresses of this computer and of metadata
//     services are refused, private ones are accepted only where the registry
//     itself is private;
//   - at most three redirects, never with a credential to another host;
//   - limits on requests, time and size; no cookies, no cache on disk, no log.
//
// Everything a registry says is hostile until it is cleaned, cut and quoted.
//
//	New       an Asker, which remembers what it asked
//	Asker.Ask answers of the registries for questions
//	Asker.Plan what would be sent where, without sending any credential
//
// The package may import diagnose, diagnose/keyring, the cleaning of texts in
// kube, and go-containerregistry.
package ask

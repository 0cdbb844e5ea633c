// Package ask asks container registries, from this computer, whether given
// credentials may pull given images. It runs only when the user asked for it.
//
// The questions are those of containerd, in its order: HEAD on the manifest by
// tag without credentials, the token exchange that the answer demands, HEAD
// again, and HEAD on the digest that the tag names. The manifest itself is
// fetched only where its platforms matter, and layers never are.
//
// Parsing a challenge, the token exchange, authentication and retries are
// go-containerregistry's (pkg/v1/remote/transport). All of its requests pass the
// doors of package guard, which decides where a credential may go. A credential
// is asked with only if its key matches the image by the kubelet's rule, and the
// token server is known to belong to the registry or the user allows it.
//
// Everything a registry says is hostile until it is cleaned, cut and quoted.
//
//	New       an Asker, which remembers what it asked
//	Asker.Ask answers of the registries for questions
//	Asker.Plan what would be sent where, without sending any credential
//
// The package may import diagnose, diagnose/keyring, guard, the cleaning of texts
// in kube, and go-containerregistry.
package ask

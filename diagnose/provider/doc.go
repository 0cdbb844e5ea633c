// Package provider is what pulldoctor knows about registries and the services that run them: Docker
// Hub, Amazon ECR, Harbor and so on. Everything else in the program asks here and holds no host name,
// user name or token lifetime of its own.
//
// It imports nothing of ours and does no work beyond looking things up: no network, no clock, no
// cluster. All facts come from the documentation or the source code of the service.
//
// # How to add a provider
//
// A provider is one file: a constant with its Name and one call of register. Required are
//
//   - Name and Title;
//   - Hosts (names that belong to the service alone) or Usual (names that people usually give to an
//     installation of their own);
//   - Missing: what it answers for a repository that does not exist;
//   - Form with User, Source and Lifetime, unless Open says that the whole service has no accounts;
//   - Form.Lasting, if a credential in Kinds stops working within a day or so.
//
// Fill in where they apply: Token and Layers (other hosts that a node has to reach), Open (places that
// anyone may pull from), Node (the identity of a cloud's nodes), OnlyUser, Kinds and CheckUser (what
// user names and tokens tell). The tests of this package check all of it: required fields, hosts that
// two providers claim, the length of the texts, and that the examples in providers_test.go, one for
// each provider at least, are found.
//
// What moved or was shut down is in retired.go, object stores and content delivery networks that many
// registries use are in store.go, and registries that run on the node itself are in local.go.
package provider

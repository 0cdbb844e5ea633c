// Package provider is what pulldoctor knows about registries and the services that run them: Docker
// Hub, Amazon ECR, Harbor and so on: their hosts, what their user names mean, how long their tokens
// live, who may pull without credentials. Checks, fixes and screens ask here and keep no such facts of
// their own. (How the kubelet compares keys, with the names of Docker Hub that it treats as one, is in
// package keyring; the wordings of errors are in package symptom.)
//
// It imports only package shell, which builds commands, and does no work beyond looking things up: no network, no clock, no
// cluster. The facts come from the documentation or the source code of the services; a fact that is
// not certain is left out.
//
// # How to add a provider
//
// A provider is one file: a constant with its Name and one call of register. Required are
//
//   - Name, Title and Example;
//   - Hosts (names that belong to the service alone) or Usual (names that people usually give to an
//     installation of their own);
//   - Missing: what it answers for a repository that does not exist;
//   - Form with User, Source, Lifetime and Lasting, unless Open covers the whole service;
//   - Form.Lasting, if a credential in Kinds stops working within a day or so.
//
// Fill in where they apply: Token and Layers (other hosts that a node has to reach), Open (places that
// anyone may pull from), Node (the identity of a cloud's nodes), OnlyUser, Kinds and CheckUser (what
// user names and tokens tell). The tests of this package check all of it: required fields, hosts that
// two providers claim, patterns that match nothing, the length of the texts. No other file has to
// change; hosts of many forms deserve a line each in providers_test.go.
//
// What moved or was shut down is in retired.go, object stores and content delivery networks that many
// registries use are in store.go, and registries that run on the node itself are in local.go.
package provider

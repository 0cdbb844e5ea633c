// Package edit corrects manifests: it changes the lines of the fields at fault and
// keeps every other byte, comments included. What it does not understand stays as
// it is. Start reading at Of.
//
// It may import manifest/document and convert of kube, the types of diagnose,
// diagnose/dockerconfig,
// diagnose/keyring and diagnose/redact.
package edit

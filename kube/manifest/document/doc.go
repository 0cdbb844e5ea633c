// Package document cuts files into YAML and JSON documents, reads them, and knows where in them a field is.
//
// It imports clean, connect and convert of kube.
package document

// Package lookup explains words: a check, a term, the reason of an event, an
// error of kubectl, a message of a node or a registry, a menu of Rancher. It
// also reads what people have at hand: the output of kubectl describe pod, of
// kubectl get events and kubectl get pods, and a Docker config. Each answer says
// what the words mean, which checks they lead to and what to do next.
//
// The texts are tables, one file a subject: reasons.go, kubectl.go, codes.go,
// classes.go, rancher.go, advice.go. A row is all that a new word needs. The
// terms are in package glossary, the wordings of nodes and registries in package
// symptom, the registries in package provider.
//
// The package is pure. It imports check, dockerconfig, fix, glossary, keyring,
// provider, redact, shell, symptom and text. Whoever reads the words cleans them first: like all
// texts in package diagnose they contain no control characters. Credentials in
// them are masked here, before anything else looks at them.
package lookup

// Package symptom reads the errors of a node: the kubelet's waiting reason and
// message, and the runtime's error inside them. It returns the class of the
// failure and the Exchange: which request of the pull failed and who answered.
//
// A message does not prove everything: runtimes use one sentence for several
// causes. A Reading therefore carries the other classes that the message
// allows, and the diagnosis settles them by evidence. The package is pure and
// imports nothing of this program.
package symptom

package symptom

import "slices"

// table lists the known wordings. Its order is the precedence: the first row
// that matches decides. The parts go from the kubelet's own errors and the
// misleading wordings to the general ones; within a part, too, a row is above
// every row that would misread its text.
var table = slices.Concat(
	kubeletRows,   // reasons and sentences of the kubelet itself
	strayRows,     // failures of other kinds with similar wordings
	answerRows,    // a status that proves who answered: 429, 5xx, the realm's refusals
	spaceRows,     // the node is full
	transportRows, // the registry was not reached, or not understood
	contentRows,   // the answer was an image that cannot be used
	diskRows,      // the node could not store it
	policyRows,    // a policy forbids this image
	credentialRows,
	absentRows,
	leftoverRows, // single words and bare status numbers
)

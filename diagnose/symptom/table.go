package symptom

import "slices"

// table is the whole knowledge of wordings, and its order is the precedence:
// the first row that fits decides. The parts go from the kubelet's own words
// and the traps to the general wordings; within a part, too, a row stands above
// every row that would misread its text.
var table = slices.Concat(
	kubeletRows,   // reasons and sentences of the kubelet itself
	strayRows,     // failures that are no pull failures, though their words look alike
	answerRows,    // a status that proves who answered: 429, 5xx, the realm's refusals
	spaceRows,     // the node is full
	transportRows, // the registry was not reached, or not understood
	contentRows,   // the answer was an image, but not a usable one
	diskRows,      // the node could not store it
	policyRows,    // somebody forbids this image
	credentialRows,
	absentRows,
	leftoverRows, // single words and bare status numbers
)

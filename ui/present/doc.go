// Package present puts what is known into words and lines: the rows of failing
// pods, the pull chain, two names side by side, what a fix costs and why it
// cannot be applied, the pods that are tracked after one. The screens and line
// mode draw from it, so that they cannot disagree.
//
// It holds no state of a screen. It imports the vocabulary (packages ui and
// diagnose), cell and theme, and may import screen.
package present

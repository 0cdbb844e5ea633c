// Package list is the first screen: the failing pods or their causes, and why
// the one under the cursor fails. Its Reading is made beside the screen, since
// with thousands of pods that is work.
//
// It imports the vocabulary (packages ui and diagnose), fix of package diagnose to
// join the fixes of marked pods, pod for what a row opens, present, export, screen, cell and theme.
package list

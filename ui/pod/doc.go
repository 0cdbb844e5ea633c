// Package pod is what is known of one failing pod: the diagnosis with its chain
// and its fixes, and the evidence of each link.
//
// It imports the vocabulary (packages ui and diagnose), keyring to decode
// secrets, fix for what follows, present, export, screen, cell and theme.
package pod

// Package prompt is the small kubectl of the practice cluster. It understands the commands that are
// needed to examine a failing image pull and to fix it, prints what kubectl prints, and says plainly
// what it does not understand.
//
// It works on any kubernetes.Interface. Unlike kubectl it masks passwords, tokens and auth values of
// Secrets. It imports nothing of ours.
package prompt

// Package apply checks and applies a fix: rights and dry runs beforehand, then each step with
// the preconditions of the object that was read, and the fix that undoes what was done. Start reading
// at Fixer.Apply.
//
// It may import kube/clean, connect, convert, read and workload, and diagnose/fix.
package apply

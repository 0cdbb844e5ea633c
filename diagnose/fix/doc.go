// Package fix builds the fixes of a finding: their titles, steps, warnings and kubectl commands, and
// completes those that need credentials. It changes nothing itself: kube/apply sends the steps to the
// API server.
//
// It is pure. It may import diagnose and the packages below it, except engine.
package fix

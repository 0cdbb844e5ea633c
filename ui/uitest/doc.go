// Package uitest is what tests of the screens and of line mode start from: a
// cluster of ten failing pods with its diagnosis, a Backend that remembers what
// it was asked for, a clock that moves by hand, and the real classroom.
//
// It is imported by tests only.
package uitest

// Package explain prints what `pulldoctor explain` says: a check, all checks, what
// is known about words, and what a Docker config contains.
//
// It may import ui/report.
package explain

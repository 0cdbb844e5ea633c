// Package lesson holds the texts of the course in the practice cluster: what each lesson explains and
// asks, what the learner is to do, what a lesson claims about Kubernetes and how that is proven.
//
// It holds plain values and reads them from YAML. It does not know a cluster: a State is what another
// package has read from one. It imports nothing of ours.
package lesson

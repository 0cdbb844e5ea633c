// Package convert turns objects of the Kubernetes API into the plain values of package diagnose. It
// does no I/O. Start reading at PodOf.
//
// It may import kube/clean, and diagnose with its packages symptom and track.
package convert

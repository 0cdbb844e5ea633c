// Package podscan reads an encoded list of pods as it arrives, and decodes only
// the pods that are asked for.
//
// A pod is several kilobytes, half of them managed fields, and in a large
// cluster nearly all pods are healthy. A few bytes of the status show whether
// one is. So the list is never in memory as a whole: each pod is inspected
// (Glance), and skipped or decoded.
//
// The encoding is the protobuf of k8s.io/api/core/v1 in the envelope of
// k8s.io/apimachinery/pkg/runtime/serializer/protobuf. JSON is read as well,
// but every pod is decoded then.
//
// The package imports nothing of ours.
package podscan

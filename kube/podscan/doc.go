// Package podscan reads an encoded list of pods as it arrives and decodes only
// the pods that are asked for.
//
// A pod is some kilobytes, half of them about who wrote which field, and in a
// big cluster nearly all of them are well. Whether one is shows in a few bytes
// of its status. So the list is never held as a whole: one pod at a time is
// looked at (Glance), and skipped or decoded.
//
// The encoding is the protobuf of k8s.io/api/core/v1 in the envelope of
// k8s.io/apimachinery/pkg/runtime/serializer/protobuf. A server that answers
// in JSON is understood as well, at the price of decoding everything.
package podscan

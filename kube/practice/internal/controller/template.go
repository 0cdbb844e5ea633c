package controller

import (
	"encoding/json"
	"hash/fnv"
	"strconv"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/rand"
)

// templateHash returns a short name for a pod template, as pod-template-hash does. The letters are
// not the real controller's, which hashes its internal types.
func templateHash(t *corev1.PodTemplateSpec) string {
	text, err := json.Marshal(t)
	if err != nil { // cannot be: it came from JSON
		return "0"
	}
	h := fnv.New32a()
	_, _ = h.Write(text)
	return rand.SafeEncodeString(strconv.FormatUint(uint64(h.Sum32()), 10))
}

// same says whether a status need not be written.
func same(a, b any) bool { return equality.Semantic.DeepEqual(a, b) }

// clone copies a stored object, which must not be changed itself.
func clone[T store.Object](o T) T { return o.DeepCopyObject().(T) }

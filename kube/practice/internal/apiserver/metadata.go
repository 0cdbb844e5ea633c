package apiserver

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// letters are those that Kubernetes puts into generated names: no vowels, so no words.
const letters = "bcdfghjklmnpqrstvwxz2456789"

// Suffix returns the five letters that end a generated name. The practice cluster makes the same
// names at every start: the nth name with a prefix always ends alike.
func suffix(base string, nth int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "name %s %d", base, nth))
	text := make([]byte, 5)
	for i := range text {
		text[i] = letters[int(sum[i])%len(letters)]
	}
	return string(text)
}

// count returns how often this prefix was counted before.
func (s *Server) count(base string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[base]++
	return s.names[base]
}

// uid returns a UID that is the same at every start, and a different one for a later object of the
// same name.
func (s *Server) uid(gr schema.GroupResource, namespace, name string) types.UID {
	base := fmt.Sprintf("uid %s %s/%s", gr, namespace, name)
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", base, s.count(base)))
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80 // a random UUID's marks
	h := hex.EncodeToString(sum[:16])
	return types.UID(h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:])
}

// begin fills the metadata of a new object.
func (s *Server) begin(gr schema.GroupResource, obj store.Object, o Options) {
	if obj.GetName() == "" && obj.GetGenerateName() != "" {
		base := obj.GetNamespace() + "/" + obj.GetGenerateName()
		for {
			name := obj.GetGenerateName() + suffix(base, s.count(gr.String()+" "+base))
			if s.store.Get(gr, obj.GetNamespace(), name) == nil {
				obj.SetName(name)
				break
			}
		}
	}
	obj.SetUID(s.uid(gr, obj.GetNamespace(), obj.GetName()))
	obj.SetCreationTimestamp(s.stamp())
	obj.SetDeletionTimestamp(nil)
	obj.SetDeletionGracePeriodSeconds(nil)
	obj.SetGeneration(0)
	if part(obj, "Spec").IsValid() && !clusterWide[gr] {
		obj.SetGeneration(1)
	}
	s.manage(obj, o)
}

// stamp returns the time as objects have it: whole seconds.
func (s *Server) stamp() metav1.Time { return metav1.NewTime(s.now()).Rfc3339Copy() }

// manage notes who wrote the object last. It does not keep which fields they own: there is no
// server-side apply here.
func (s *Server) manage(obj store.Object, o Options) {
	if o.Manager == "" {
		return
	}
	now := s.stamp()
	entry := metav1.ManagedFieldsEntry{
		Manager: o.Manager, Operation: metav1.ManagedFieldsOperationUpdate, APIVersion: kindOf(obj).GroupVersion().String(),
		Time: &now, FieldsType: "FieldsV1", FieldsV1: metav1.NewFieldsV1("{}"), Subresource: o.Subresource,
	}
	managers := slices.DeleteFunc(slices.Clone(obj.GetManagedFields()), func(e metav1.ManagedFieldsEntry) bool {
		return e.Manager == entry.Manager && e.Operation == entry.Operation && e.Subresource == entry.Subresource
	})
	obj.SetManagedFields(append(managers, entry))
}

// validateMetadata checks names, labels and annotations in the API server's words.
func validateMetadata(gr schema.GroupResource, obj store.Object) field.ErrorList {
	check := validation.NameIsDNSSubdomain
	if gr == Namespaces.GroupResource() {
		check = validation.NameIsDNSLabel
	}
	return validation.ValidateObjectMetaAccessor(obj, !clusterWide[gr], check, field.NewPath("metadata"))
}

package apiserver

import (
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// Patch changes an object by a JSON, merge or strategic merge patch. Server-side apply is refused:
// the practice cluster keeps no field ownership to base it on.
func (s *Server) Patch(gvr schema.GroupVersionResource, namespace, name string, how types.PatchType, patch []byte, o Options) (store.Object, error) {
	if how == types.ApplyPatchType {
		return nil, apierrors.NewGenericServerResponse(http.StatusUnsupportedMediaType, "patch", gvr.GroupResource(), name,
			"the practice cluster does not support server-side apply", 0, false)
	}
	return s.change(gvr, namespace, name, o, func(old store.Object) (store.Object, error) {
		before, err := json.Marshal(old)
		if err != nil {
			return nil, err
		}
		after, err := applyPatch(before, patch, how, old)
		if err != nil {
			return nil, refusePatch(gvr.GroupResource(), name, err)
		}
		obj := reflect.New(reflect.TypeOf(old).Elem()).Interface().(store.Object)
		if err := json.Unmarshal(after, obj); err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
		if !mentionsVersion(after, before) {
			obj.SetResourceVersion("") // not requested by the caller, so not a conflict
		}
		return obj, nil
	})
}

func applyPatch(before, patch []byte, how types.PatchType, old store.Object) ([]byte, error) {
	switch how {
	case types.JSONPatchType:
		p, err := jsonpatch.DecodePatch(patch)
		if err != nil {
			return nil, apierrors.NewBadRequest(err.Error())
		}
		return p.Apply(before)
	case types.MergePatchType:
		return jsonpatch.MergePatch(before, patch)
	case types.StrategicMergePatchType:
		return strategicpatch.StrategicMergePatch(before, patch, old)
	}
	return nil, apierrors.NewBadRequest("unknown patch type " + string(how))
}

// mentionsVersion says whether the patch contains a different version.
func mentionsVersion(after, before []byte) bool {
	var a, b struct {
		Metadata struct {
			ResourceVersion string `json:"resourceVersion"`
		} `json:"metadata"`
	}
	if json.Unmarshal(after, &a) != nil || json.Unmarshal(before, &b) != nil {
		return false
	}
	return a.Metadata.ResourceVersion != b.Metadata.ResourceVersion
}

// refusePatch words the refusal of a patch that does not apply to the object, for instance a failed
// JSON patch test.
func refusePatch(gr schema.GroupResource, name string, err error) error {
	if apierrors.ReasonForError(err) != "" {
		return err
	}
	return apierrors.NewGenericServerResponse(http.StatusUnprocessableEntity, "", gr, name, err.Error(), 0, false)
}

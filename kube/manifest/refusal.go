package manifest

import (
	"encoding/json"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation"
	invalids "k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// redacted is what the API server writes in place of a secret's content.
const redacted = "<secret contents redacted>"

// undecodable returns what kubectl prints when a Secret's fields cannot be
// decoded, as apiserver's transformDecodeError words it; "" when they can be.
// The decoder's reasons contain offsets and types, never a value.
func undecodable(doc map[string]any) string {
	fields := map[string]any{}
	for _, f := range []string{"data", "stringData"} {
		if v, ok := doc[f]; ok {
			fields[f] = v
		}
	}
	raw, err := json.Marshal(fields)
	if err == nil {
		err = utiljson.Unmarshal(raw, new(corev1.Secret))
	}
	if err == nil {
		return ""
	}
	return fmt.Sprintf(`Error from server (BadRequest): Secret in version "v1" cannot be handled as a Secret: %s`, connect.Cut(err.Error()))
}

// invalid returns what kubectl prints when the API server refuses a Secret's
// content; "" when it accepts it. It mirrors ValidateSecret of
// k8s.io/kubernetes/pkg/apis/core/validation for what concerns pull secrets.
func invalid(name, kind string, data map[string][]byte) string {
	at := invalids.NewPath("data")
	var errs invalids.ErrorList
	size := 0
	keys := make([]string, 0, len(data))
	for k := range data {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		for _, msg := range validation.IsConfigMapKey(k) {
			errs = append(errs, invalids.Invalid(at.Key(k), k, msg))
		}
		size += len(data[k])
	}
	if size > corev1.MaxSecretSize {
		errs = append(errs, invalids.TooLong(at, "", corev1.MaxSecretSize))
	}
	key := contentKey(kind)
	if content, ok := data[key]; key != "" && !ok {
		errs = append(errs, invalids.Required(at.Key(key), ""))
	} else if key != "" {
		var object map[string]any
		if err := json.Unmarshal(content, &object); err != nil {
			errs = append(errs, invalids.Invalid(at.Key(key), redacted, err.Error()))
		}
	}
	if len(errs) == 0 {
		return ""
	}
	return "The " + apierrors.NewInvalid(schema.GroupKind{Kind: "Secret"}, name, errs).Error()
}

// contentKey returns the data key that a type requires, "" for other types.
func contentKey(kind string) string {
	switch corev1.SecretType(kind) {
	case corev1.SecretTypeDockerConfigJson:
		return corev1.DockerConfigJsonKey
	case corev1.SecretTypeDockercfg:
		return corev1.DockerConfigKey
	}
	return ""
}

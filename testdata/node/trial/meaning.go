package trial

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"regexp"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// Namespaces are those that a case makes.
func Namespaces(c cases.Case) []string {
	var out []string
	for _, o := range c.Manifests {
		if n, ok := o.(*corev1.Namespace); ok {
			out = append(out, n.Name)
		}
	}
	return out
}

// uid is what the API server and the Job controller make up anew for every object.
var uid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// withoutUIDs puts one word in the place of every UID.
func withoutUIDs(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			v[key] = withoutUIDs(x)
		}
	case []any:
		for i, x := range v {
			v[i] = withoutUIDs(x)
		}
	case string:
		if uid.MatchString(v) {
			return "uid"
		}
	}
	return v
}

// Meaning is the state of all namespaces of a case, with the logins of pull secrets in the place of
// their bytes: two secrets are the same if the kubelet reads the same logins from them.
func (w *World) Meaning(ctx context.Context, c cases.Case) (map[string]any, error) {
	out := map[string]any{}
	for _, ns := range Namespaces(c) {
		state, err := w.state(ctx, ns, logins)
		if err != nil {
			return nil, err
		}
		for name, o := range state {
			out[ns+"/"+name] = withoutUIDs(o)
		}
	}
	return out, nil
}

// logins puts hashes of what the kubelet reads in the place of a secret's content.
func logins(secret map[string]any) {
	var s corev1.Secret
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(secret, &s); err != nil {
		return
	}
	in := keyring.Inspect(keyring.Secret{Namespace: s.Namespace, Name: s.Name, Type: string(s.Type), Data: s.Data})
	data := map[string]any{}
	for key, value := range s.Data {
		data[key] = fmt.Sprintf("sha256:%x", sha256.Sum256(value))
	}
	if in.Err == nil && in.State == keyring.OK {
		read := map[string]any{}
		for _, e := range in.Entries {
			login := base64.StdEncoding.EncodeToString([]byte(e.Username + ":" + e.Password.Reveal()))
			read[e.Key] = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(login)))
		}
		maps.DeleteFunc(data, func(key string, _ any) bool { return key == in.DataKey })
		data["logins"] = read
	}
	secret["data"] = data
}

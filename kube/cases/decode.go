package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

// objects decodes an optional file of a case.
func objects(fsys fs.FS, name, file string) ([]runtime.Object, error) {
	data, err := optional(fsys, path.Join(name, file))
	if err != nil {
		return nil, err
	}
	list, err := Decode(Expand(data))
	if err != nil {
		return nil, fmt.Errorf("case %s: %s: %w", name, file, err)
	}
	return list, nil
}

// Decode turns a stream of YAML documents into typed objects, apiVersion and kind kept. Fields
// that the kind does not have are ignored, as the API server does. Kinds that client-go does not
// know are an error, which counts documents from 1.
func Decode(data []byte) ([]runtime.Object, error) {
	var list []runtime.Object
	for i, doc := range documents(data) {
		obj, err := decode(doc)
		if err != nil {
			return nil, fmt.Errorf("document %d: %w", i+1, err)
		}
		if obj != nil {
			list = append(list, obj)
		}
	}
	return list, nil
}

// documents cuts a stream at its "---" lines.
func documents(data []byte) [][]byte {
	var docs [][]byte
	var doc []byte
	for line := range bytes.Lines(data) {
		if bytes.Equal(bytes.TrimRight(line, " \t\r\n"), []byte("---")) {
			docs = append(docs, doc)
			doc = nil
			continue
		}
		doc = append(doc, line...)
	}
	return append(docs, doc)
}

// decode reads one document; nil without an error if it holds nothing but comments.
func decode(doc []byte) (runtime.Object, error) {
	var head metav1.TypeMeta
	text, err := yaml.YAMLToJSON(doc)
	if err != nil {
		return nil, err
	}
	if string(text) == "null" {
		return nil, nil
	}
	if err := json.Unmarshal(text, &head); err != nil {
		return nil, err
	}
	obj, err := scheme.Scheme.New(head.GroupVersionKind())
	if err != nil {
		return nil, fmt.Errorf("unknown kind %q of %q", head.Kind, head.APIVersion)
	}
	return obj, json.Unmarshal(text, obj)
}

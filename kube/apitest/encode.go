package apitest

import (
	"net/http"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
)

// encoding is what the client accepts first.
func encoding(q *http.Request) runtime.SerializerInfo {
	want := "application/json"
	if strings.HasPrefix(q.Header.Get("Accept"), runtime.ContentTypeProtobuf) {
		want = runtime.ContentTypeProtobuf
	}
	info, _ := runtime.SerializerInfoForMediaType(scheme.Codecs.SupportedMediaTypes(), want)
	return info
}

// send writes an object as the response.
func send(w http.ResponseWriter, q *http.Request, code int, o runtime.Object) {
	info := encoding(q)
	w.Header().Set("Content-Type", info.MediaType)
	w.WriteHeader(code)
	_ = info.Serializer.Encode(o, w) // the client has disconnected
}

// fail writes a Status. token lets the client continue an expired list.
func fail(w http.ResponseWriter, q *http.Request, code int, reason, message, token string) {
	send(w, q, code, status(code, reason, message, token))
}

func status(code int, reason, message, token string) *metav1.Status {
	return &metav1.Status{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "Status"},
		ListMeta: metav1.ListMeta{Continue: token},
		Status:   metav1.StatusFailure, Code: int32(code), Reason: metav1.StatusReason(reason), Message: message,
	}
}

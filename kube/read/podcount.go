package read

import (
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/rest"

	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/podscan"
)

// partial asks for the metadata of objects and nothing else.
const partial = connect.Protobuf + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

// countPods returns how many pods there will be, for the progress: a list
// with limit 1 says how many remain. With a label selector no server does,
// and some never do; then it returns 0.
func (r *Reader) countPods(ctx context.Context, namespaces []string) int {
	conn, ok := r.client.CoreV1().RESTClient().(*rest.RESTClient)
	if !ok || conn == nil || r.scope.Selector != "" {
		return 0
	}
	total := 0
	for _, ns := range namespaces {
		body, err := conn.Get().NamespaceIfScoped(ns, ns != "").Resource("pods").SetHeader("Accept", partial).
			VersionedParams(&metav1.ListOptions{Limit: 1}, scheme.ParameterCodec).Stream(ctx)
		if err != nil {
			return 0
		}
		page, err := podscan.Read(body, podscan.Visitor{Skip: func(*podscan.Glance) bool { return true }})
		body.Close()
		if err != nil {
			return 0
		}
		total += page.Skipped
		if page.RemainingItemCount != nil {
			total += int(*page.RemainingItemCount)
		} else if page.Continue != "" {
			return 0
		}
	}
	return total
}

// sayPods reports the progress of the reading.
func (r *Reader) sayPods(n int) {
	switch {
	case n == 0:
	case r.total > n:
		r.say(fmt.Sprintf("reading pods: %d of %d", n, r.total))
	default:
		r.say(fmt.Sprintf("reading pods: %d so far", n))
	}
}

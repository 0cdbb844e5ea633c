package connect

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// mostNames bounds a list that is only used to choose from.
const mostNames = 500

// NamespaceNames lists the namespaces of the cluster that the options mean,
// for completion; nil when it does not respond, or refuses.
func NamespaceNames(ctx context.Context, o Options) []string {
	o.Namespace = "" // the namespace is what is being chosen
	c, err := Open(o)
	if err != nil {
		return nil
	}
	return NamespacesOf(ctx, c.Client)
}

// NamespacesOf lists the namespaces of a cluster to choose from; nil when it
// refuses.
func NamespacesOf(ctx context.Context, client kubernetes.Interface) []string {
	list, err := client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{Limit: mostNames})
	if err != nil {
		return nil
	}
	var names []string
	for _, n := range list.Items {
		names = append(names, clean.Line(n.Name))
	}
	return names
}

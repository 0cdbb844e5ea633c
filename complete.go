package main

import (
	"context"
	"io"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// A shell waits while it completes: what takes longer is left out.
const (
	completeWithin = 2 * time.Second
	mostNamespaces = 500
)

// complete answers a shell, or kubectl, with the possible last words.
func complete(ctx context.Context, words []string, stdout io.Writer) int {
	ctx, stop := context.WithTimeout(ctx, completeWithin)
	defer stop()
	var connect kube.ConnectOptions
	err := cli.Complete(stdout, words, connect.BindFlags, cli.Lookup{
		Contexts: func() []string {
			names, _, _ := kube.Contexts(connect)
			return names
		},
		Namespaces: func() []string { return namespaceNames(ctx, connect) },
	})
	if err != nil {
		return cli.ExitUsage
	}
	return cli.ExitOK
}

// namespaceNames asks the cluster of the line's flags; nil when it does not
// answer, or does not tell.
func namespaceNames(ctx context.Context, connect kube.ConnectOptions) []string {
	connect.Namespace = "" // it is what is being typed
	c, err := kube.Connect(connect)
	if err != nil {
		return nil
	}
	list, err := c.Client.CoreV1().Namespaces().List(ctx, metav1.ListOptions{Limit: mostNamespaces})
	if err != nil {
		return nil
	}
	var names []string
	for _, n := range list.Items {
		names = append(names, kube.CleanLine(n.Name))
	}
	return names
}

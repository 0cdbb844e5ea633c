package app

import (
	"context"
	"time"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// lookupTimeout is how long a shell waits for completions.
const lookupTimeout = 2 * time.Second

// lookup finds completions in the kubeconfig and the cluster that the flags of
// the line select.
func lookup(connect *kube.ConnectOptions) cli.Lookup {
	return cli.Lookup{
		Contexts: func(context.Context) []string {
			names, _, _ := kube.Contexts(*connect)
			return names
		},
		Namespaces: func(ctx context.Context) []string {
			ctx, stop := context.WithTimeout(ctx, lookupTimeout)
			defer stop()
			return kube.NamespaceNames(ctx, *connect)
		},
	}
}

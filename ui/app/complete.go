package app

import (
	"context"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// lookupTimeout is how long a shell waits for completions.
const lookupTimeout = 2 * time.Second

// lookup finds completions in the kubeconfig and the cluster that the flags of
// the line select.
func lookup(conn *connect.Options) cli.Lookup {
	return cli.Lookup{
		Contexts: func(context.Context) []string {
			names, _, _ := connect.Contexts(*conn)
			return names
		},
		Namespaces: func(ctx context.Context) []string {
			ctx, stop := context.WithTimeout(ctx, lookupTimeout)
			defer stop()
			return connect.NamespaceNames(ctx, *conn)
		},
	}
}

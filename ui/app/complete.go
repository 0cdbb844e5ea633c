package app

import (
	"context"
	"io"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// complete answers a shell, or kubectl, with the possible last words. A shell
// waits meanwhile: what takes longer is left out.
func complete(ctx context.Context, words []string, stdout io.Writer) int {
	ctx, stop := context.WithTimeout(ctx, 2*time.Second)
	defer stop()
	var conn connect.Options
	err := cli.Complete(stdout, words, conn.BindFlags, cli.Lookup{
		Contexts: func() []string {
			names, _, _ := connect.Contexts(conn)
			return names
		},
		Namespaces: func() []string { return connect.NamespaceNames(ctx, conn) },
	})
	if err != nil {
		return cli.ExitUsage
	}
	return cli.ExitOK
}

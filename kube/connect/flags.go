package connect

import (
	"context"
	"net"

	"github.com/spf13/pflag"
)

// Options chooses a cluster and a user, with the meaning that kubectl gives
// to the flags of the same names. The zero value is what kubectl does without
// flags.
type Options struct {
	Kubeconfig     string // path; empty: KUBECONFIG, then ~/.kube/config
	Context        string
	Cluster        string
	User           string
	Server         string
	As             string
	AsGroup        []string
	Namespace      string
	RequestTimeout string // "30s", "1m", plain seconds; empty or "0": none
	Version        string // the program's, for the user agent

	// Say gets what the user should know while requests are sent, a sentence
	// without a final period; nil to say nothing. It may be called at any time.
	Say func(string)

	// Dial opens connections in place of the network; nil for the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// BindFlags adds the flags to a set, spelled as kubectl spells them.
func (o *Options) BindFlags(fs *pflag.FlagSet) {
	fs.StringVar(&o.Kubeconfig, "kubeconfig", o.Kubeconfig, "Path to the kubeconfig file to use")
	fs.StringVar(&o.Context, "context", o.Context, "Name of the kubeconfig context to use")
	fs.StringVar(&o.Cluster, "cluster", o.Cluster, "Name of the kubeconfig cluster to use")
	fs.StringVar(&o.User, "user", o.User, "Name of the kubeconfig user to use")
	fs.StringVar(&o.Server, "server", o.Server, "Address of the Kubernetes API server")
	fs.StringVar(&o.As, "as", o.As, "User to impersonate")
	fs.StringArrayVar(&o.AsGroup, "as-group", o.AsGroup, "A `group` to impersonate. May be repeated")
	fs.StringVarP(&o.Namespace, "namespace", "n", o.Namespace, "Read only this namespace")
	fs.StringVar(&o.RequestTimeout, "request-timeout", o.RequestTimeout, "How long to wait for a single request, for example 30s or 2m. 0 means no timeout")
}

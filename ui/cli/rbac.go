package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// RBAC is what the command rbac is asked for.
type RBAC struct {
	Namespace     string // of the CronJob, and the one that it reads
	AllNamespaces bool   // it reads all namespaces
	Image         string // of pulldoctor
}

const rbacLong = `Print the objects that run a sweep every day in a cluster: a service account, the smallest roles
that a sweep needs, and a CronJob. Nothing is created: apply the output with kubectl after reading it.

The roles allow reading pull secrets, as any diagnosis of them needs. The program is given as an image
that you build and trust.`

func newRBACCommand(name string, manifests func(RBAC) ([]byte, error)) *cobra.Command {
	var o RBAC
	sweep := false
	c := &cobra.Command{
		Use:   "rbac --sweep --image IMAGE",
		Short: "Print the smallest roles and a CronJob for a daily sweep",
		Long:  rbacLong,
		Example: examples(name, `  # A daily sweep of the namespace shop
  NAME rbac --sweep --image registry.acme.example/tools/pulldoctor:1.0 -n shop

  # A daily sweep of the cluster
  NAME rbac --sweep --image registry.acme.example/tools/pulldoctor:1.0 -n tools -A | kubectl apply -f -`),
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !sweep {
				return errors.New("rbac requires --sweep: it prints the roles of a sweep")
			}
			if o.Image == "" {
				return errors.New("rbac requires --image: the image of pulldoctor that the CronJob runs")
			}
			o.Namespace = value(cmd.Flags(), "namespace", "default")
			text, err := manifests(o)
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	c.Flags().SortFlags = false
	c.Flags().BoolVar(&sweep, "sweep", false, "Print what a sweep needs")
	c.Flags().StringVar(&o.Image, "image", "", "`Image` of pulldoctor that the CronJob runs")
	c.Flags().BoolVarP(&o.AllNamespaces, "all-namespaces", "A", false, "Sweep all namespaces")
	return c
}

// value is that of a flag, or a default where it is empty.
func value(fs *pflag.FlagSet, name, or string) string {
	if f := fs.Lookup(name); f != nil && f.Value.String() != "" {
		return f.Value.String()
	}
	return or
}

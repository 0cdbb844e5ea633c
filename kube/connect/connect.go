package connect

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"slices"
	"strings"

	"github.com/go-logr/logr"
	"k8s.io/client-go/kubernetes"
	_ "k8s.io/client-go/plugin/pkg/client/auth/oidc" // credentials of kind oidc; exec plugins are built in
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/klog/v2"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// noLimit turns off client-go's rate limiter, whose 5 requests a second slow
// down the reading of many namespaces (41 s instead of 0.6 s for 234
// requests). The number of concurrent requests is bounded instead (parallel,
// page.go), and the API server's own limits (priority and fairness) answer
// 429, which is respected.
const noLimit = -1

// Protobuf is the media type that the client accepts first.
const Protobuf = "application/vnd.kubernetes.protobuf"

// Connection is a client and the cluster it talks to.
type Connection struct {
	Client    kubernetes.Interface
	Context   string // name of the kubeconfig context; empty inside a cluster
	Namespace string // from -n, else the context, else "default"
	Server    string // URL of the API server
}

// Open reads the kubeconfig files (all that KUBECONFIG names, merged) and
// makes a client; inside a cluster, without a kubeconfig, it uses the pod's
// service account. No request is sent yet: use Ping to try. It returns a
// *ConnectError, or a *UsageError for an impossible flag value.
func Open(o Options) (*Connection, error) {
	// The library's log lines would appear in the middle of the screen.
	klog.SetLogger(logr.Discard())
	cc, raw, err := load(o)
	if err != nil {
		return nil, err
	}
	name, err := chosenContext(o, raw)
	if err != nil {
		return nil, err
	}
	cfg, err := cc.ClientConfig()
	if err != nil {
		return nil, configError(o, err)
	}
	namespace, _, err := cc.Namespace()
	if err != nil {
		return nil, configError(o, err)
	}
	tune(cfg, o.Version)
	cfg.Dial = o.Dial
	cfg.Wrap(func(next http.RoundTripper) http.RoundTripper { return answers{next, o.Say} })
	client, err := clientFor(cfg)
	if err != nil {
		return nil, configError(o, err)
	}
	return &Connection{
		Client:    client,
		Context:   clean.Line(name),
		Namespace: clean.Line(namespace),
		Server:    clean.Line(cfg.Host),
	}, nil
}

func clientFor(cfg *rest.Config) (kubernetes.Interface, error) {
	made, err := rest.HTTPClientFor(cfg)
	if err != nil {
		return nil, err
	}
	transport := made.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	return kubernetes.NewForConfigAndClient(cfg, &http.Client{Transport: retryUnauthorized{transport}, Timeout: made.Timeout})
}

// Ping sends one small request, so that an exec plugin can log in and a
// server that does not respond is known before anything else is done.
func (c *Connection) Ping(ctx context.Context) error {
	_, err := c.Client.Discovery().RESTClient().Get().AbsPath("/version").DoRaw(ctx)
	if err != nil {
		return ReachError(err, c.Server)
	}
	return nil
}

// Contexts lists the contexts of the kubeconfig, sorted, and the current one.
func Contexts(o Options) ([]string, string, error) {
	_, raw, err := load(o)
	if err != nil {
		return nil, "", err
	}
	var names []string
	for name := range raw.Contexts {
		names = append(names, clean.Line(name))
	}
	slices.Sort(names)
	current := raw.CurrentContext
	if o.Context != "" {
		current = o.Context
	}
	return names, clean.Line(current), nil
}

// load merges the kubeconfig files with the flags.
func load(o Options) (clientcmd.ClientConfig, clientcmdapi.Config, error) {
	rules := clientcmd.NewDefaultClientConfigLoadingRules()
	rules.ExplicitPath = o.Kubeconfig
	rules.WarnIfAllMissing = false
	over := &clientcmd.ConfigOverrides{
		CurrentContext: o.Context,
		Context: clientcmdapi.Context{
			Cluster: o.Cluster, AuthInfo: o.User, Namespace: o.Namespace,
		},
		ClusterInfo: clientcmdapi.Cluster{Server: o.Server},
		AuthInfo:    clientcmdapi.AuthInfo{Impersonate: o.As, ImpersonateGroups: o.AsGroup},
		Timeout:     o.RequestTimeout,
	}
	if o.RequestTimeout != "" {
		if _, err := clientcmd.ParseTimeout(o.RequestTimeout); err != nil {
			return nil, clientcmdapi.Config{}, kube.UsageErrorf(err,
				"--request-timeout %q is not a duration: use 30s or 2m.", o.RequestTimeout)
		}
	}
	if len(o.AsGroup) > 0 && o.As == "" {
		return nil, clientcmdapi.Config{}, kube.UsageErrorf(nil, "--as-group requires --as.")
	}
	cc := clientcmd.NewNonInteractiveDeferredLoadingClientConfig(rules, over)
	raw, err := cc.RawConfig()
	switch {
	case err == nil:
		return cc, raw, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, raw, kube.ConnectErrorf(err, "The kubeconfig file %s does not exist. Check --kubeconfig.", o.Kubeconfig)
	case errors.Is(err, fs.ErrPermission):
		return nil, raw, kube.ConnectErrorf(err, "The kubeconfig cannot be read: %v.", err)
	}
	return nil, raw, kube.ConnectErrorf(err, "The kubeconfig is invalid: %s. Correct the file, or choose another with --kubeconfig.", Short(err))
}

// chosenContext returns the context that will be used; empty when flags or
// the in-cluster configuration replace it.
func chosenContext(o Options, raw clientcmdapi.Config) (string, error) {
	name := raw.CurrentContext
	if o.Context != "" {
		name = o.Context
	}
	if name == "" {
		if len(raw.Contexts) > 0 && o.Server == "" && o.Cluster == "" {
			return "", kube.ConnectErrorf(nil, "No current context is set. Choose one with --context (%s).", known(raw))
		}
		return "", nil
	}
	if raw.Contexts[name] == nil {
		if len(raw.Contexts) == 0 {
			return "", kube.ConnectErrorf(nil, "There is no context %q, because no kubeconfig was found. Check KUBECONFIG or --kubeconfig.", name)
		}
		return "", kube.ConnectErrorf(nil, "There is no context %q in the kubeconfig. Choose one of %s.", name, known(raw))
	}
	return name, nil
}

func known(raw clientcmdapi.Config) string {
	var names []string
	for name := range raw.Contexts {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(names) > 8 {
		names = append(names[:8], "…")
	}
	return strings.Join(names, ", ")
}

// tune sets what a program needs that reads a lot and watches for a long
// time.
func tune(cfg *rest.Config, version string) {
	if version == "" {
		version = "dev"
	}
	cfg.UserAgent = "pulldoctor/" + version
	cfg.QPS = noLimit
	cfg.ContentType = Protobuf
	cfg.AcceptContentTypes = Protobuf + ",application/json"
	cfg.WarningHandler = rest.NoWarnings{}
}

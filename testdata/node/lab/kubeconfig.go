package lab

import (
	"path/filepath"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// contextName is the only context of the lab's kubeconfig files.
const contextName = "pulldoctor-node"

// writeKubeconfig issues a client certificate and writes a kubeconfig that uses it.
func (c *Cluster) writeKubeconfig(file, user string, groups ...string) (string, error) {
	id, err := c.ca.Issue(user, groups)
	if err != nil {
		return "", err
	}
	config := clientcmdapi.NewConfig()
	config.Clusters[contextName] = &clientcmdapi.Cluster{
		Server: c.server, CertificateAuthorityData: c.ca.PEM,
	}
	config.AuthInfos[user] = &clientcmdapi.AuthInfo{
		ClientCertificateData: id.Cert, ClientKeyData: id.Key,
	}
	config.Contexts[contextName] = &clientcmdapi.Context{Cluster: contextName, AuthInfo: user}
	config.CurrentContext = contextName
	path := filepath.Join(c.dir, file+".kubeconfig")
	return path, clientcmd.WriteToFile(*config, path)
}

// UserKubeconfig writes a kubeconfig for a user with no rights but those that the groups have.
// Bind a role to the user to give it some.
func (c *Cluster) UserKubeconfig(user string, groups ...string) (string, error) {
	return c.writeKubeconfig("user-"+user, user, groups...)
}

// loadConfig reads a kubeconfig that the lab wrote.
func loadConfig(path string) (*rest.Config, error) {
	return clientcmd.BuildConfigFromFlags("", path)
}

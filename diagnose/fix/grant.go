package fix

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Permissions that are granted at the registry: to the identity of the nodes, or
// to an OpenShift service account. The program only prints the commands.

// grantFixes grant permissions that make a pull secret unnecessary; they come
// before fixes that need credentials.
func (g Group) grantFixes() []diagnose.Fix {
	if f, ok := g.grantNodeAccess(); ok {
		return []diagnose.Fix{f}
	}
	if f, ok := g.grantImagePuller(); ok {
		return []diagnose.Fix{f}
	}
	return nil
}

// grantNodeAccess lets the identity of the pod's node pull; false
// on nodes of another cloud, and where a pull secret was sent.
func (g Group) grantNodeAccess() (diagnose.Fix, bool) {
	k := g.lead()
	id := provider.Of(k.Image.Registry).Node
	if id == nil || k.Node == nil || !strings.HasPrefix(k.Node.ProviderID, id.Cloud) || k.Stage() == pull.StageSent {
		return diagnose.Fix{}, false
	}
	names := provider.NodeNames(k.Node.ProviderID, k.Node.Labels)
	names.Registry, names.Repository = k.Image.Registry, k.Image.Repository
	return diagnose.Fix{
		ID:       "grant-node-access",
		Title:    fmt.Sprintf("Allow %s to pull from %s", id.Who, k.Image.Registry),
		Commands: id.Grant(names),
		After:    strings.TrimSpace(fmt.Sprintf("It needs %s. %s The kubelet tries again at its next attempt.", id.Right, id.Detail)),
		Warnings: []string{fmt.Sprintf("Every pod on these nodes can then pull what the permission covers. In %s, replace the words in capitals.", id.Service)},
		Blocked:  runYourself,
	}, true
}

// grantImagePuller lets the pods' service accounts pull from the project that
// holds the image, in OpenShift's internal registry.
func (g Group) grantImagePuller() (diagnose.Fix, bool) {
	k := g.lead()
	project, _, nested := strings.Cut(k.Image.Repository, "/")
	if provider.Of(k.Image.Registry).Name != provider.OpenShift || !nested {
		return diagnose.Fix{}, false
	}
	var accounts, commands []string
	seen := map[string]bool{}
	for _, c := range g.Cases {
		name := pull.AccountName(c.Pod)
		if key := c.Pod.Namespace + "/" + name; !seen[key] {
			seen[key] = true
			accounts = append(accounts, "ServiceAccount "+key)
			commands = append(commands, provider.OpenShiftGrant(c.Pod.Namespace, name, project)...)
		}
	}
	return diagnose.Fix{
		ID:       "grant-image-puller",
		Title:    fmt.Sprintf("Allow %s to pull from project %s", text.JoinAnd(accounts), project),
		Commands: commands,
		After:    "The account's own pull secret, which OpenShift creates and renews, is then sufficient. The kubelet pulls at its next attempt.",
		Blocked:  runYourself,
	}, true
}

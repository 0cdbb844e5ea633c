package provider

import "github.com/pulldoctor/pulldoctor/diagnose/shell"

// OpenShift is the internal registry of an OpenShift cluster.
const OpenShift Name = "openshift"

var _ = register(Provider{
	Name:    OpenShift,
	Title:   "OpenShift's internal registry",
	Example: "image-registry.openshift-image-registry.svc:5000",
	Hosts: []Pattern{
		"image-registry.openshift-image-registry.svc", "image-registry.openshift-image-registry.svc.cluster.local",
		"docker-registry.default.svc", "docker-registry.default.svc.cluster.local",
	},
	Usual:   []Pattern{"default-route-openshift-image-registry.{rest}", "docker-registry-default.{rest}"},
	Missing: MissingHidden,
	Kinds: []Kind{ // OpenShift writes these into the secrets *-dockercfg-* that it creates and renews
		{User: "<token>", Is: "OpenShift's own credentials of a service account"},
		{User: "serviceaccount", Is: "OpenShift's own credentials of a service account"},
		{User: "unused", Is: "A token of OpenShift"},
		{Password: "sha256~", Is: "A token of oc login", Lives: 24 * hour},
	},
	Form: Form{
		User:     "OpenShift gives every service account credentials for its own registry; your own are seldom needed.",
		Source:   "Give the service account the right instead: oc policy add-role-to-user system:image-puller system:serviceaccount:NAMESPACE:ACCOUNT -n PROJECT",
		Lifetime: "A token of oc whoami -t is valid for a day.",
		Lasting:  "give the service account the right to pull instead.",
	},
})

// OpenShiftGrant is the command that lets a service account pull from the project that holds an image
// of OpenShift's internal registry.
func OpenShiftGrant(namespace, account, project string) []string {
	return shell.Lines(shell.Words{"ns": or(shell.Namespace, namespace, "NAMESPACE"), "account": or(shell.Name, account, "ACCOUNT"), "project": or(shell.Namespace, project, "PROJECT")},
		"oc policy add-role-to-user system:image-puller system:serviceaccount:{ns}:{account} -n {project}")
}

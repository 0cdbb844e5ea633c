package provider

import "strings"

// RedHat are the registries of Red Hat's catalog.
const RedHat Name = "redhat"

var _ = register(Provider{
	Name:    RedHat,
	Title:   "Red Hat registry",
	Example: "registry.redhat.io",
	Hosts:   []Pattern{"registry.redhat.io", "registry.connect.redhat.com", "registry.access.redhat.com"},
	Token:   []Pattern{"sso.redhat.com"},
	Layers:  []Pattern{"cdn.quay.io", "cdn{any}.quay.io"},
	Open:    []Place{{"registry.access.redhat.com", "", AccessOpen}},
	Missing: MissingHidden,
	CheckUser: func(user, password string) string {
		if !strings.Contains(user, "|") && strings.HasPrefix(password, "eyJ") {
			return "The name of a registry service account is <digits>|<name>, with the vertical bar."
		}
		return ""
	},
	Form: Form{
		User:     "The user name of a registry service account has a vertical bar: 1234567|name.",
		Source:   "Create a registry service account at access.redhat.com/terms-based-registry.",
		Lifetime: "It does not expire.",
		Lasting:  "use a registry service account.",
		Link:     "https://access.redhat.com/terms-based-registry/",
	},
})

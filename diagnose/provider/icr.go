package provider

import "slices"

// ICR is the registry of IBM Cloud.
const ICR Name = "icr"

var _ = register(Provider{
	Name:    ICR,
	Title:   "IBM Cloud Container Registry",
	Example: "us.icr.io",
	Hosts:   []Pattern{"icr.io", "cp.icr.io", "{region}.icr.io", "private.icr.io", "private.{region}.icr.io"},
	Missing: MissingHidden,
	Kinds: []Kind{
		{User: "iambearer", Is: "An IBM bearer token", Lives: hour, Anywhere: true},
		{User: "iamapikey", Is: "An API key of IBM Cloud"},
		{User: "cp", Is: "An entitlement key of IBM"},
		{User: "ekey", Is: "An entitlement key of IBM"},
	},
	CheckUser: func(user, _ string) string {
		if !slices.Contains(ibmUsers, user) {
			return "IBM's registry needs the user name iamapikey, with an API key as password."
		}
		return ""
	},
	Form: Form{
		User:     "The user name is iamapikey; for IBM's entitled software at cp.icr.io it is cp.",
		Source:   "Create an API key: ibmcloud iam api-key-create NAME",
		Right:    "Its owner needs the role Reader on the registry's namespace.",
		Lifetime: "An API key does not expire, a bearer token (iambearer) is valid for an hour.",
		Lasting:  "use an API key (iamapikey).",
		Link:     "https://cloud.ibm.com/iam/apikeys",
	},
})

// ibmUsers are those for API keys, for tokens, for entitled software, and an old one.
var ibmUsers = []string{"iamapikey", "iambearer", "iamrefresh", "cp", "ekey", "token"}

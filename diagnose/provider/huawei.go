package provider

import "strings"

// Huawei is the registry SWR of Huawei Cloud.
const Huawei Name = "swr"

var _ = register(Provider{
	Name:    Huawei,
	Title:   "Huawei Cloud SWR",
	Example: "swr.cn-north-4.myhuaweicloud.com",
	Short:   "SWR {region}",
	Hosts:   []Pattern{"swr.{region}.myhuaweicloud.com", "swr.{region}.myhuaweicloud.eu", "{name}.swr-pro.myhuaweicloud.com", "swr-api.{region}.myhuaweicloud.com"},
	Layers:  []Pattern{"{any}.obs.{region}.myhuaweicloud.com", "{any}.obs.{region}.myhuaweicloud.eu"},
	Missing: MissingHidden,
	CheckUser: func(user, _ string) string {
		if !strings.Contains(user, "@") {
			return "Huawei's registry needs <region>@<access key>."
		}
		return ""
	},
	Form: Form{
		User:     "The user name is <region>@<access key>.",
		Source:   "Generate a long-term login command in the console of SWR; its password is derived from access key and secret key.",
		Lifetime: "The long-term credentials are valid as long as the access key, temporary ones for some hours.",
		Lasting:  "use the long-term credentials.",
		Link:     "https://console.huaweicloud.com/swr/",
	},
})

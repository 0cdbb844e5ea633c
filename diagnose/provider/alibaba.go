package provider

// Alibaba is Alibaba Cloud's Container Registry.
const Alibaba Name = "aliyun"

var _ = register(Provider{
	Name:    Alibaba,
	Title:   "Alibaba Cloud Container Registry",
	Example: "registry.cn-hangzhou.aliyuncs.com",
	Short:   "Alibaba {region}",
	Hosts: []Pattern{
		"registry.{region}.aliyuncs.com", "registry-vpc.{region}.aliyuncs.com", "registry-internal.{region}.aliyuncs.com",
		"registry-intl.{region}.aliyuncs.com", "registry-intl-vpc.{region}.aliyuncs.com",
		"{name}-registry.{region}.cr.aliyuncs.com", "{name}-registry-vpc.{region}.cr.aliyuncs.com", "{name}-registry-internal.{region}.cr.aliyuncs.com",
		"crpi-{name}.{region}.personal.cr.aliyuncs.com",
	},
	Token:   []Pattern{"dockerauth.{region}.aliyuncs.com", "dockerauth-vpc.{region}.aliyuncs.com", "dockerauth-ee.{region}.aliyuncs.com", "dockerauth-ee-vpc.{region}.aliyuncs.com"},
	Layers:  []Pattern{"{any}.oss-{region}.aliyuncs.com"},
	Missing: MissingHidden,
	Kinds: []Kind{
		{User: "cr_temp_user", Is: "Temporary credentials of Alibaba Cloud", Lives: hour, Anywhere: true},
	},
	Form: Form{
		User:     "The user name is the Alibaba Cloud account, or user@account for a RAM user.",
		Source:   "Set a registry password in the console of Container Registry > Access credential.",
		Lifetime: "The registry password does not expire, temporary credentials are valid for an hour.",
		Lasting:  "use the registry password.",
		Link:     "https://cr.console.aliyun.com/",
	},
})

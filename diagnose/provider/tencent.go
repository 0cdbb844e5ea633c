package provider

// Tencent is Tencent Cloud's registry.
const Tencent Name = "tcr"

var _ = register(Provider{
	Name:    Tencent,
	Title:   "Tencent Container Registry",
	Example: "ccr.ccs.tencentyun.com",
	Short:   "TCR {name}",
	Hosts:   []Pattern{"ccr.ccs.tencentyun.com", "{region}ccr.ccs.tencentyun.com", "{name}.tencentcloudcr.com"},
	Layers:  []Pattern{"{any}.cos.{region}.myqcloud.com", "{any}.cos-internal.{region}.tencentcos.cn", "{any}.cos.{region}.tencentcos.cn"},
	Missing: MissingHidden,
	Kinds: []Kind{
		{User: "tcr$*", Is: "A service account of Tencent Container Registry"},
	},
	Form: Form{
		User:     "The user name is the number of the account, or tcr$name for a service account.",
		Source:   "Create a long-term credential in the console of Tencent Container Registry > Access credential.",
		Lifetime: "A long-term credential does not expire, a temporary one is valid for an hour.",
		Lasting:  "use a long-term credential.",
		Link:     "https://console.tencentcloud.com/tcr",
	},
})

package provider

// MCR is Microsoft's registry for its own images.
const MCR Name = "mcr"

var _ = register(Provider{
	Name:    MCR,
	Title:   "Microsoft Artifact Registry",
	Example: "mcr.microsoft.com",
	Hosts:   []Pattern{"mcr.microsoft.com", "mcr.azure.cn", "mcr.azk8s.cn"},
	Layers:  []Pattern{"{region}.data.mcr.microsoft.com", "{any}.cdn.mscr.io", "{any}.blob.core.windows.net"},
	Open:    []Place{{"mcr.microsoft.com", "", AccessOpen}, {"mcr.azure.cn", "", AccessOpen}, {"mcr.azk8s.cn", "", AccessOpen}},
	Missing: MissingShown,
})

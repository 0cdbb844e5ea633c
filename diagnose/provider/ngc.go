package provider

// NGC is NVIDIA's registry.
const NGC Name = "ngc"

var _ = register(Provider{
	Name:     NGC,
	Title:    "NVIDIA NGC",
	Example:  "nvcr.io",
	Hosts:    []Pattern{"nvcr.io", "stg.nvcr.io"},
	Token:    []Pattern{"authn.nvidia.com"},
	Layers:   []Pattern{"layers.nvcr.io"},
	Missing:  MissingHidden,
	OnlyUser: "$oauthtoken",
	Kinds: []Kind{
		{User: "$oauthtoken", Is: "An API key of NVIDIA"},
	},
	CheckUser: func(user, _ string) string {
		if user != "$oauthtoken" {
			return "NVIDIA's registry accepts only the user name $oauthtoken; a shell replaces an unquoted $oauthtoken by nothing: write '$oauthtoken'."
		}
		return ""
	},
	Form: Form{
		User:     "The user name is the word $oauthtoken, with the dollar sign.",
		Source:   "Create an API key at ngc.nvidia.com > Setup > Generate API Key.",
		Lifetime: "It is valid for as long as you choose when you create it.",
		Lasting:  "use an API key.",
		Link:     "https://org.ngc.nvidia.com/setup/api-keys",
	},
})

package provider

// Yandex is the registry of Yandex Cloud.
const Yandex Name = "yandex"

var _ = register(Provider{
	Name:    Yandex,
	Title:   "Yandex Container Registry",
	Example: "cr.yandex",
	Hosts:   []Pattern{"cr.yandex"},
	Layers:  []Pattern{"storage.yandexcloud.net"},
	Missing: MissingHidden,
	Kinds: []Kind{
		{User: "iam", Is: "An IAM token of Yandex Cloud", Lives: 12 * hour},
		{User: "json_key", Is: "An authorized key of a Yandex Cloud service account"},
		{User: "oauth", Is: "An OAuth token of Yandex"},
		{User: "api_key", Is: "An API key of a Yandex Cloud service account"},
	},
	Form: Form{
		User:     "The user name is json_key, and the password the whole authorized key of a service account, in JSON.",
		Source:   "Create a key: yc iam key create --service-account-name NAME --output key.json",
		Right:    "The service account needs the role container-registry.images.puller.",
		Lifetime: "A key is valid until it is deleted, an IAM token (iam) for 12 hours.",
		Lasting:  "use an authorized key of a service account (json_key).",
		Link:     "https://yandex.cloud/docs/container-registry/operations/authentication",
	},
})

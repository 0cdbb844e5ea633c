package diagnose

// cloudRegistries belong to a cloud; most of their logins die within hours,
// and nodes of that cloud can pull by their own identity.
var cloudRegistries = []registryKind{
	{
		id: "ecr", host: ecrPattern, onlyUser: "AWS",
		user:    "The user name is AWS.",
		from:    "Get a password with the command below.",
		rights:  "It needs ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer and ecr:BatchGetImage.",
		lives:   "It lives 12 hours. Nodes in AWS can pull by their own role; elsewhere something has to renew the secret.",
		refresh: "aws ecr get-login-password --region {region}",
		lasting: "let the nodes pull by their own role, or have the secret renewed (External Secrets, a CronJob).",
	},
	{
		id: "ecr-public", hosts: []string{"public.ecr.aws"}, onlyUser: "AWS",
		user:    "The user name is AWS. Public images need no login; an expired one breaks them.",
		from:    "Get a password with the command below.",
		lives:   "It lives 12 hours.",
		refresh: "aws ecr-public get-login-password --region us-east-1",
		lasting: "leave the login away, the images are public.",
	},
	{
		id: "gar", host: garPattern, user: googleUser, from: googleFrom, rights: googleRights, lives: googleLives, refresh: googleRefresh,
		lasting: googleLasting,
	},
	{
		id: "gcr", host: lazy(`^((us|eu|asia)\.)?gcr\.io$`), user: googleUser, from: googleFrom, rights: googleRights, lives: googleLives,
		refresh: googleRefresh, lasting: googleLasting,
	},
	{
		id: "acr", host: lazy(`^[a-z0-9-]+(\.[a-z0-9]+\.data)?\.azurecr\.(io|cn|us|de)$`),
		user:    "The user name is the name of a repository-scoped token, or the application id of a service principal.",
		from:    "Make a token: az acr token create -n TOKEN -r REGISTRY --scope-map _repositories_pull",
		rights:  "A service principal needs the role AcrPull.",
		lives:   "A token lives as long as you choose, a service principal's secret a year, a login of az acr login 3 hours.",
		refresh: "az acr login -n {name} --expose-token --output tsv --query accessToken",
		lasting: "use a repository-scoped token or a service principal.",
	},
	{
		id: "icr", host: lazy(`^((private\.)?[a-z0-9]+\.)?icr\.io$`),
		user:    "The user name is iamapikey.",
		from:    "Make an API key: ibmcloud iam api-key-create NAME",
		rights:  "Its owner needs the role Reader on the registry's namespace.",
		lives:   "An API key lives for ever, a bearer token (iambearer) an hour.",
		lasting: "use an API key (iamapikey).",
	},
	{
		id: "ocir", host: lazy(`^[a-z0-9-]+\.ocir\.io$|^ocir\.[a-z0-9-]+\.oci\.oraclecloud\.com$`),
		user:    "The user name is <tenancy namespace>/<user>, or <tenancy namespace>/oracleidentitycloudservice/<user>.",
		from:    "Make an auth token in Oracle's console > your profile > Auth tokens.",
		rights:  "The user's group needs: allow group G to read repos in tenancy.",
		lives:   "An auth token lives for ever.",
		lasting: "use an auth token.",
	},
	{
		id: "aliyun", host: lazy(`(^|\.)([a-z0-9-]*registry[a-z-]*\.[a-z0-9-]+|cr|[a-z0-9-]+\.(personal\.)?cr)\.aliyuncs\.com$`),
		user:    "The user name is the Alibaba Cloud account, or user@account for a RAM user.",
		from:    "Set a registry password in the console of Container Registry > Access credential.",
		lives:   "The registry password lives for ever, a temporary one an hour.",
		lasting: "use the registry password.",
	},
	{
		id: "tcr", hosts: []string{"ccr.ccs.tencentyun.com"}, host: lazy(`^[a-z0-9-]+\.tencentcloudcr\.com$`),
		user:    "The user name is the account's number.",
		from:    "Make a long-term credential in the console of Tencent Container Registry > Access credential.",
		lives:   "A long-term credential lives for ever, a temporary one an hour.",
		lasting: "use a long-term credential.",
	},
	{
		id: "swr", host: lazy(`^swr\.[a-z0-9-]+\.myhuaweicloud\.(com|eu)$`),
		user:    "The user name is <region>@<access key>.",
		from:    "Make a long-term login command in the console of SWR; its password is made of access key and secret key.",
		lives:   "The long-term login lives as long as the access key, the temporary one some hours.",
		lasting: "use the long-term login.",
	},
	{
		id: "scw", host: lazy(`^rg\.[a-z]{2}-[a-z]{3}\.scw\.cloud$`), onlyUser: "nologin",
		user:    "Any user name will do; Scaleway's own is nologin.",
		from:    "The password is the secret key of an API key: scw iam api-key create",
		rights:  "It needs ContainerRegistryReadOnly.",
		lives:   "It lives as long as the API key.",
		lasting: "use the secret key of an API key.",
	},
}

// Google's two registries take the same logins.
const (
	googleUser    = "The user name is _json_key, and the password the whole JSON key file (or _json_key_base64 and the file in base64)."
	googleFrom    = "Make a key for a service account: gcloud iam service-accounts keys create key.json --iam-account=ACCOUNT"
	googleRights  = "The service account needs the role Artifact Registry Reader."
	googleLives   = "A key lives until it is deleted, an access token (oauth2accesstoken) an hour. Nodes in Google Cloud can pull by their own identity."
	googleRefresh = "gcloud auth print-access-token"
	googleLasting = "use a JSON key of a service account, or the node's own identity."
)

package symptom

// noToken are the ends of a token request without an answer, or with one that
// no token server sends.
var noToken = []string{"deadline exceeded", "context canceled", "operation was canceled", "invalid character '", "unable to decode", "json input", "timeout"}

// credentialRows go from sentences that settle one cause to those that leave several.
var credentialRows = []row{
	{
		name: "quay-tag-expired", class: NotFound,
		any:     []string{"was deleted or has expired", "tag has expired", "has been deleted"},
		example: "reading manifest 1.0 in quay.io/org/app: unknown: Tag 1.0 was deleted or has expired. To pull, revive via time machine",
		doc:     "Quay: the tag has expired, not the credentials",
	},
	{
		name: "expired", class: CredentialExpired, alts: []Class{AuthRequired, AccessDenied}, sent: SentYes,
		any: []string{
			"token has expired", "token is expired", "token expired", "expired token", "expiredtoken", "expired access token", "jwt expired",
			"credentials have expired", "credentials expired", "credential has expired", "credential expired", "password has expired", "password expired",
			"expired credentials", "expired password", "tokenexpired", "has expired. reauthenticate", "is expired", "session expired", "session has expired",
			"reauthenticate and try again", "token is no longer valid", "secret has expired", "keys for app * are expired", "aadsts7000222", "login expired", "has expired",
		},
		example: "denied: Your authorization token has expired. Reauthenticate and try again.",
		doc:     "the registry itself reports expired credentials",
	},
	{
		name: "refused-login", class: AuthRequired, alts: []Class{CredentialExpired, AccessDenied}, sent: SentYes,
		any: []string{
			"incorrect username or password", "invalid username or password", "bad username or password", "wrong username or password",
			"user cannot be authenticated with the token", "cannot be authenticated with the token", "http basic: access denied",
			"login credentials are not valid", "bad credentials", "invalid credentials", "could not authenticate robot", "could not find robot",
			"wrong username was used", "authentication failed", "invalid token", "invalid_grant", "invalid_client", "token is invalid", "invalid access token",
			"password is incorrect", "security token included in the request is", "could not be authenticated", "failed to verify token", "the provided password or token", "aadsts",
			"username or password is incorrect", "invalid user credentials", "unknown username or password", "account must log in with a personal access token", "could not validate token",
		},
		not:     []string{"may have invalid credentials"},
		example: "Error response from daemon: unauthorized: incorrect username or password",
		doc:     "credentials were sent and are wrong",
	},
	{
		name: "oauth-403", class: AccessDenied, alts: []Class{AuthRequired, CredentialExpired}, sent: SentYes,
		any:     []string{"fetch oauth token*#403", "fetch oauth token*forbidden", "fetch oauth token*denied"},
		example: "failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://reg.example.com/token: 403 Forbidden",
		doc:     "containerd: the credentials are valid and lack the right",
	},
	{
		name: "oauth-404", class: NotFound, alts: []Class{RegistryError, AuthRequired, AccessDenied}, sent: SentYes,
		any:     []string{"fetch oauth token*#404", "fetch oauth token*not found"},
		example: "failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://reg.example.com/token: 404 Not Found",
		doc:     "Artifact Registry: no such repository; elsewhere the token server is not at the URL that the registry gives",
	},
	{
		name: "oauth-refused", class: AuthRequired, alts: []Class{CredentialExpired, AccessDenied}, sent: SentYes,
		any:     []string{"fetch oauth token"},
		not:     noToken,
		example: "failed to authorize: failed to fetch oauth token: unexpected status from POST request to https://reg.example.com/oauth2/token: 401 Unauthorized",
		doc:     "containerd sent credentials and the token server refused them",
	},
	{
		name: "anonymous-404", class: NotFound, alts: []Class{RegistryError, AuthRequired, AccessDenied}, sent: SentNo,
		any:     []string{"fetch anonymous token*#404", "fetch anonymous token*not found"},
		example: "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://reg.example.com/token: 404 Not Found",
		doc:     "Artifact Registry: no such repository; elsewhere the token server is not at the URL that the registry gives",
	},
	{
		name: "anonymous-refused", class: AuthRequired, alts: []Class{AccessDenied, NotFound}, sent: SentNo,
		any:     []string{"fetch anonymous token", "failed to handle basic auth because missing username or secret"},
		not:     noToken,
		example: "failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aa%2Fb%3Apull: 401 Unauthorized",
		doc:     "containerd had no credentials for this image",
	},
	{
		name: "no-basic", class: AuthRequired, sent: SentNo,
		any:     []string{"no basic auth credentials"},
		example: "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials",
		doc:     "a registry with basic authentication (ECR, Nexus, htpasswd) and no credentials to send",
	},
	{
		name: "anonymous-words", class: AuthRequired, alts: []Class{AccessDenied, NotFound}, sent: SentNo,
		any: []string{
			"unauthenticated request", "unauthenticated: request is missing", "anonymous users are only allowed", "anonymous access", "anonymous caller", "anonymous user", "anonymous pull",
			"access requires authentication", "request is missing required authentication", "must be logged in",
			"you may not login yet", "login required", "need to log in", "you must authenticate", "not logged in", "must login", "must log in", "no credentials provided", "missing credentials",
		},
		example: `denied: Unauthenticated request. Unauthenticated requests do not have permission "artifactregistry.repositories.downloadArtifacts" on resource "projects/p/locations/l/repositories/r" (or it may not exist)`,
		doc:     "the registry received no credentials: Artifact Registry, OCIR, Red Hat, SWR",
	},
	{
		name: "insufficient-scope", class: AccessDenied, alts: []Class{AuthRequired, NotFound},
		any:     []string{"insufficient_scope", "insufficient scope"},
		example: "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
		doc:     "the token has no right to this repository, or the repository does not exist",
	},
	{
		name: "iam-denied", class: AccessDenied, alts: []Class{NotFound}, sent: SentYes,
		any:     []string{"is not authorized to perform", "accessdeniedexception", "explicit deny", "no identity-based policy"},
		example: "denied: User: arn:aws:sts::123456789012:assumed-role/node/i-0 is not authorized to perform: ecr:BatchGetImage on resource: app",
		doc:     "ECR: the role or the repository's policy does not allow it",
	},
	{
		name: "or-may-not-exist", class: AccessDenied, alts: []Class{NotFound, AuthRequired},
		any: []string{
			"denied on resource", "or it may not exist", "or the resource may not exist", "caller does not have permission", "does not have permission",
			"do not have permission", "permission_denied", "does not match expected scopes", "has insufficient scopes", "not have access", "no permission",
			"not permitted", "permission denied", "token exchange failed", "access forbidden",
			"lacks the permission", "lack permission", "not have required permission", "has not been used in project", "is not enabled for consumer", "api is disabled", "insufficient permission",
		},
		example: `denied: Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/p/locations/l/repositories/r" (or it may not exist)`,
		doc:     "the credentials are valid and may not pull this: Artifact Registry, GHCR, Artifactory",
	},
	{
		name: "ip-not-allowed", class: AccessDenied, alts: []Class{Policy, Connection},
		any:     []string{"client with ip", "ip address is not allowed", "not allowed access", "ip not in whitelist", "connectivity_forbidden", "public network access"},
		example: "denied: client with IP '20.1.2.3' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.",
		doc:     "ACR's firewall: the node's address is not on the list",
	},
	{
		name: "action-not-authorized", class: AccessDenied, alts: []Class{AuthRequired, NotFound},
		any: []string{
			"access to the requested resource is not authorized", "unauthorized to access repository", "requested access to the resource is denied",
			"not authorized to access", "not authorized to pull", "is not authorized", "not authorised", "you are not authorized", "user is not authorized",
		},
		example: "unauthorized: access to the requested resource is not authorized",
		doc:     "Quay, Harbor, Docker: these credentials, or none, may not see the repository",
	},
	{
		name: "pull-denied", class: AccessDenied, alts: []Class{AuthRequired, NotFound},
		any:     []string{"pull access denied", "repository does not exist or may require", "does not exist or no pull access"},
		example: "Error response from daemon: pull access denied for acme/app, repository does not exist or may require 'docker login'",
		doc:     "containerd and docker: 401 after all; three causes in one sentence",
	},
	{
		name: "ecr-403", class: AccessDenied, alts: []Class{CredentialExpired, NotFound, AuthRequired}, any: []string{"#403", "forbidden"},
		hosts:   []string{".amazonaws.com", ".amazonaws.com.cn", ".on.aws", "public.ecr.aws"},
		example: "unexpected status from HEAD request to https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/app/manifests/1: 403 Forbidden",
		doc:     "ECR answers 403 for an expired token and does not say so",
	},
	{
		name: "status-403", class: AccessDenied, alts: []Class{AuthRequired, NotFound, CredentialExpired},
		any:     []string{"#403", "403 forbidden", "403 (forbidden)", "code=403"},
		example: "unexpected status from HEAD request to https://reg.example.com/v2/a/manifests/1: 403 Forbidden",
		doc:     "known but not allowed; also a firewall, a blocked region, stale credentials on a public image",
	},
	{
		name: "status-401-login", class: AuthRequired, alts: []Class{CredentialExpired, AccessDenied}, sent: SentYes,
		any:     []string{"unexpected status from*#401", "unexpected status code*#401", "failed with status code*#401"},
		example: "unexpected status from HEAD request to https://reg.example.com/v2/a/manifests/1: 401 Unauthorized",
		doc:     "containerd reports the bare 401 only when it had credentials to send; without them its text is \"pull access denied\"",
	},
	{
		name: "harbor-project", class: NotFound, alts: []Class{AccessDenied, AuthRequired},
		any:     []string{"project*not found", "repository*not found: name unknown"},
		example: "unauthorized: project acme not found: project acme not found",
		doc:     "Harbor, Artifact Registry: no such project, or not for these credentials",
	},
	{
		name: "crio-token-401", class: AuthRequired, alts: []Class{AccessDenied, CredentialExpired},
		any:     []string{"invalid username/password", "unable to retrieve auth token", "requesting bearer token*#401", "requesting bear token*#401"},
		example: "unable to retrieve auth token: invalid username/password: unauthorized: authentication required",
		doc:     "containers/image uses this text for every 401 of the token server, with credentials or without",
	},
	{
		name: "gcr-401", class: AuthRequired, alts: []Class{AccessDenied, NotFound},
		any:     []string{"needed permissions to perform this operation"},
		example: "unauthorized: You don't have the needed permissions to perform this operation, and you may have invalid credentials.",
		doc:     "Google: no credentials, or the wrong ones",
	},
	{
		name: "authentication-required", class: AuthRequired, alts: []Class{AccessDenied, NotFound},
		any: []string{
			"authentication required", "authenticationrequired", "authentication is required", "authorization required", "requires authentication", "authorization is required",
			"authorization failed", "unauthenticated", "not authenticated", "please login", "please log in",
		},
		example: "unauthorized: authentication required",
		doc:     "no credentials, or unsuitable ones",
	},
}

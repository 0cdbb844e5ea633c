package symptom

// answerRows are above the transport: the text proves that an answer arrived,
// and its body may quote any other error.
var answerRows = []row{
	{
		name: "hub-limit-words", class: RateLimited,
		any: []string{
			"toomanyrequests", "too many requests", "pull rate limit", "rate limit exceeded", "rate exceeded",
			"exceeded a rate limit", "rate-limit", "rate limited", "ratelimit", "download limit", "throttlingexception",
			"request was throttled", "resource_exhausted", "quota exceeded for", "pull limit", "request limit", "traffic quota", "exceeded your pull", "rate limit",
		},
		not:     []string{"x509"},
		example: "toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit",
		doc:     "the registry limits pulls: Docker Hub, ECR, Artifact Registry, Quay",
	},
	{
		name: "login-attempts", class: RateLimited, alts: []Class{AuthRequired}, sent: SentYes,
		any:     []string{"too many failed login attempts"},
		example: "Error response from daemon: unauthorized: too many failed login attempts for username or IP address",
		doc:     "Docker Hub locks out after many wrong passwords",
	},
	{
		name: "status-429", any: []string{"#429"}, class: RateLimited,
		example: "unexpected status from HEAD request to https://reg.example.com/v2/a/manifests/1: 429",
		doc:     "status 429 without its phrase",
	},
	{
		name: "served-5xx", class: RegistryError,
		any: []string{
			"unexpected status*#5xx", "unexpected http status*#5xx", "invalid status code*#5xx", "statuscode*#5xx",
			"http code*#5xx", "http status*#5xx", "unexpected http code*#5xx", "status code*#5xx", "http #5xx response body*#5xx",
		},
		not:     []string{"proxyconnect"},
		example: "unexpected status from HEAD request to https://reg.example.com/v2/a/manifests/1: 503 Service Unavailable",
		doc:     "the registry, its token service or a gateway before it is broken",
	},
	{
		name: "proxy-auth", class: Connection,
		any:     []string{"proxy authentication required", "#407"},
		example: `Head "https://reg.example.com/v2/a/manifests/1": Proxy Authentication Required`,
		doc:     "the node's proxy requires credentials",
	},
	{
		name: "proxy-refused", class: Connection, alts: []Class{RegistryError, AccessDenied},
		any: []string{
			`"@": forbidden$`, `"@": service unavailable$`, `"@": bad gateway$`, `"@": gateway timeout$`,
			`"@": method not allowed$`, `"@": internal server error$`, `"@": bad request$`, `"@": moved permanently$`,
			`"@": gateway time-out$`,
		},
		example: `failed to do request: Head "https://reg.example.com/v2/a/manifests/1": Forbidden`,
		doc:     "net/http reports a proxy's refusal of CONNECT by the bare phrase",
	},
}

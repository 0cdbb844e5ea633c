package symptom

// transportRows: the connection failed, whatever was requested. They are above
// all wordings of credentials, which there only describe the request
// ("failed to fetch oauth token: ... no such host").
var transportRows = []row{
	{
		name: "proxy-variable", class: Connection, alts: []Class{DNS},
		any:     []string{"lookup http on", "lookup http:", "lookup https on", "lookup https:", "proxyconnect tcp*lookup http"},
		example: `proxyconnect tcp: dial tcp: lookup http on 10.96.0.10:53: no such host`,
		doc:     "the proxy variable is written wrongly (http://http://...), so its scheme is looked up as a host",
	},
	{
		name: "proxy-speaks-http", class: Connection, alts: []Class{HTTPvsHTTPS},
		any:     []string{"proxyconnect tcp*first record does not look like a tls handshake", "proxyconnect tcp*gave http response"},
		example: `Get "https://reg.example.com/v2/": proxyconnect tcp: tls: first record does not look like a TLS handshake`,
		doc:     "the proxy is plain HTTP, and the variable says https://",
	},
	{
		name: "proxy-unreachable", class: Connection, alts: []Class{DNS},
		any:     []string{"proxyconnect", "socks connect", "proxy error"},
		not:     []string{"x509:"},
		example: `Head "https://reg.example.com/v2/": proxyconnect tcp: dial tcp 10.1.2.3:3128: connect: connection refused`,
		doc:     "the node's proxy does not answer",
	},
	{
		name: "dns", class: DNS,
		any: []string{
			"no such host", "server misbehaving", "name resolution", "name or service not known",
			"no address associated with hostname", "nodename nor servname", "could not resolve host", "no answer from dns",
			"cannot unmarshal dns message", "getaddrinfow", "couldn't resolve", "the requested name is valid, but no data",
		},
		not:     []string{"short-name resolution"},
		example: `dial tcp: lookup reg.example.com on 10.96.0.10:53: no such host`,
		doc:     "the name does not resolve on the node",
	},
	{
		name: "dns-timeout", class: DNS, alts: []Class{Connection},
		any:     []string{"dial tcp: lookup ", "dial tcp4: lookup ", "dial tcp6: lookup ", "lookup @*i/o timeout", "lookup @*:53: read udp"},
		example: `dial tcp: lookup reg.example.com on 10.96.0.10:53: read udp 10.0.0.2:40000->10.96.0.10:53: i/o timeout`,
		doc:     "a time-out or refusal of the name server: read \"lookup\" before \"i/o timeout\"",
	},
	{
		name: "http-to-https", class: HTTPvsHTTPS,
		any: []string{
			"server gave http response to https client", "first record does not look like a tls handshake",
			"oversized record received", "ssl23_get_server_hello:unknown protocol", "wrong version number",
		},
		example: `Head "https://reg.example.com/v2/a/manifests/1": http: server gave HTTP response to HTTPS client`,
		doc:     "the registry speaks plain HTTP; the node tries HTTPS",
	},
	{
		name: "https-to-http", class: HTTPvsHTTPS,
		any: []string{
			"client sent an http request to an https server", "http request was sent to https port",
			`malformed http response "\x15\x03`, `malformed http status code "\x`, "speaking plain http to an ssl-enabled",
		},
		example: `net/http: HTTP/1.x transport connection broken: malformed HTTP response "\x15\x03\x01\x00\x02\x02"`,
		doc:     "the registry speaks TLS; the node tries plain HTTP",
	},
	{
		name: "tls-slow", class: Connection, alts: []Class{TLS},
		any:     []string{"tls handshake timeout"},
		example: `Get "https://reg.example.com/v2/": net/http: TLS handshake timeout`,
		doc:     "a slow or filtered network; no certificate was judged",
	},
	{
		name: "tls", class: TLS,
		any: []string{
			"x509:", "tls: ", "certificate signed by unknown authority", "certificate verify failed", "certificate is not trusted",
			"certificate has expired", "certificate is valid for", "unable to load ca cert", "unable to read ca cert",
			"failed to load x509 key pair", "missing client certificate", "missing key * for client certificate",
			"unable to initialize cert pool", "self signed certificate", "self-signed certificate", "ssl routines", "sslv3",
			"unable to read cert file", "@.crt",
		},
		example: `Head "https://reg.example.com/v2/a/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
		doc:     "the node does not trust the certificate, or TLS itself fails",
	},
	{
		name: "client-timeout", class: Connection, alts: []Class{Cancelled},
		any: []string{
			"client.timeout", "timeout awaiting response headers", "request canceled while waiting for connection",
			"context deadline exceeded (client", "timeout exceeded while awaiting",
		},
		example: `Get "https://reg.example.com/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`,
		doc:     "the registry does not answer in time",
	},
	{
		name: "connection", class: Connection,
		any: []string{
			"connection refused", "connection reset", "i/o timeout", "no route to host", "network is unreachable",
			"network is down", "host is unreachable", "host is down", "broken pipe", "use of closed network connection",
			"connection timed out", "operation timed out", "connection aborted", "forcibly closed", "actively refused",
			"connection attempt failed", "client connection lost", "client connection force closed", "server sent goaway", "stream error", "server closed idle connection",
			"cannot assign requested address", "connection broken", "unreachable network", "unreachable host", "connection lost",
			"connection was lost", "stream id", "transport closed", "response timeout", "network timeout", "connection closed",
			"registry is unavailable", "connect: permission denied", "connect: operation not permitted", "timeout was reached",
			"requested service provider could not be loaded", "missing port in address", "connection error:", "dial tcp @: connect:", "socket: too many open files",
		},
		example: `Head "https://reg.example.com/v2/a/manifests/1": dial tcp 10.1.2.3:443: connect: connection refused`,
		doc:     "refused, reset, unreachable or timed out",
	},
	{
		name: "hung-up", class: Connection, alts: []Class{RegistryError},
		any:     []string{`"@": eof$`, `@: eof$`, `"@": unexpected eof$`, "^eof$", "request: eof", "server hung up"},
		example: `failed to do request: Head "https://reg.example.com/v2/a/manifests/1": EOF`,
		doc:     "the other side closed the connection without an answer",
	},
}

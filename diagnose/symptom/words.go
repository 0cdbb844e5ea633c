package symptom

import "strings"

// answered are the classes where a registry or its token service answered, so
// that wordings about the credentials on the request count.
var answered = map[Class]bool{
	AuthRequired: true, AccessDenied: true, NotFound: true, RateLimited: true,
	RegistryError: true, CredentialExpired: true,
}

// credentialWords prove whether the request carried credentials.
var credentialWords = []struct {
	pattern string
	sent    Sent
}{
	{"fetch anonymous token", SentNo},
	{"no basic auth credentials", SentNo},
	{"unauthenticated request", SentNo},
	{"unauthenticated pull rate limit", SentNo},
	{"anonymous users", SentNo},
	{"fetch oauth token", SentYes},
	{"is not authorized to perform", SentYes},
	{"denied on resource", SentYes}, // Artifact Registry; "Unauthenticated request" otherwise
}

func sentWords(t *subject) Sent {
	for _, w := range credentialWords {
		if t.has(w.pattern) {
			return w.sent
		}
	}
	return SentUnknown
}

// imageHeads come before an image name inside an error.
var imageHeads = []string{
	`container image "`, `failed to pull and unpack image "`, `failed to resolve reference "`, `sandbox image "`,
	`failed to pull image "`, `back-off pulling image "`, "docker://", "pull access denied for ", "manifest for ",
}

// imageInside finds the image that an unwrapped error names, or "".
func imageInside(text string) string {
	s := lower(text)
	for _, h := range imageHeads {
		i := strings.Index(s, h)
		if i < 0 {
			continue
		}
		rest := text[i+len(h):]
		if end := strings.IndexAny(rest, `", `); end >= 0 {
			rest = rest[:end]
		}
		return strings.TrimRight(rest, ":.")
	}
	return ""
}

package pull

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Placeholder words from documentation. Those in capitals count only in capitals; single words are compared with
// whole parts of a name, between slashes and dots.
var (
	capitalWords = text.Lazy(`^((AWS_|GCP_|MY_|YOUR_|GOOGLE_CLOUD_|AZURE_)?(PROJECT|ACCOUNT|REGION|LOCATION|ZONE|REGISTRY|REPOSITORY|REPO|IMAGE|HOST|TENANCY|NAMESPACE|ORG|ORGANIZATION|OWNER|USER|ACR|CLUSTER)(_?ID|_?NAME|_?SERVER|_?HOST|_?URL)?|USERNAME|HOSTNAME|PASSWORD|TOKEN|DOCKER_(ID|USER|USERNAME|REGISTRY|REGISTRY_SERVER|SERVER|HUB_USER)|(MY|YOUR)_[A-Z_]+)$`)
	capitalTags  = text.Lazy(`^((IMAGE_|YOUR_|MY_)?(TAG|VERSION)(_NAME)?)$`)
	smallWords   = text.Lazy(`^(aws_account_id|project_id|my_project|your[-_].+|.*<[^<>]+>.*)$`)
	sampleHost   = text.Lazy(`^your[-._]?(private)?[-._]?registry|(^|\.)your[-_]?(domain|company|registry|host|server)\.`)
)

// SampleWord returns the part of a name that is a placeholder from documentation, "" if there is none.
func SampleWord(name string) string {
	_, rest, found := strings.Cut(name, "://")
	if !found {
		rest = name
	}
	for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == '/' }) {
		if smallWords.MatchString(part) {
			return part
		}
		for word := range strings.FieldsFuncSeq(part, func(r rune) bool { return r == '.' || r == ':' || r == '@' }) {
			if capitalWords.MatchString(word) || smallWords.MatchString(word) {
				return word
			}
		}
	}
	return ""
}

// SampleImage returns the part of an image that is a sample that was never replaced, "" if none is.
func SampleImage(image string) string {
	if word := SampleWord(image); word != "" {
		return word
	}
	host, rest, found := strings.Cut(image, "/")
	if found && sampleHost.MatchString(strings.ToLower(host)) {
		return host
	}
	if i := strings.LastIndexByte(rest, ':'); i >= 0 && capitalTags.MatchString(rest[i+1:]) {
		return rest[i+1:]
	}
	return ""
}

// ForDocumentation reports whether a host's name is reserved for examples (RFC 2606).
func ForDocumentation(host string) bool {
	host, _, _ = strings.Cut(host, ":")
	for _, domain := range []string{"example.com", "example.org", "example.net"} {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// sampleFault returns what ImageFault says about a sample in an image.
func sampleFault(image string) string {
	if word := SampleImage(image); word != "" {
		return fmt.Sprintf(": %s is a sample that was never replaced", keyring.ShowText(word))
	}
	return ""
}

package pull

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// ImageFault returns what makes an image string an invalid reference, as the
// end of a sentence: ": it contains a space". It is "" if there is no better
// explanation.
func ImageFault(image string) string {
	name, digest, _ := strings.Cut(image, "@")
	last := name[strings.LastIndexByte(name, '/')+1:]
	switch {
	case strings.TrimSpace(image) == "":
		return ": it is empty"
	case strings.Contains(image, "://"):
		return fmt.Sprintf(": it begins with %s; an image reference has no scheme, it begins with the registry", keyring.ShowText(image[:strings.Index(image, "://")+3]))
	case strings.Contains(image, "{{") || strings.Contains(image, "$"):
		return ": it contains a variable that was never replaced"
	case strings.ContainsAny(image, "<>"):
		return ": it contains a placeholder in angle brackets that was never replaced"
	case strings.ContainsFunc(image, unicode.IsSpace):
		return ": it contains a space"
	case strings.ContainsAny(image, "\"'`"):
		return ": it contains quotes"
	case strings.ContainsFunc(image, func(r rune) bool { return r > unicode.MaxASCII }):
		return ": it contains characters that are not ASCII"
	case strings.HasSuffix(name, ":"):
		return ": the tag after the colon is empty"
	case strings.HasSuffix(name, "/"):
		return ": it ends with a slash; the repository is missing"
	case strings.Contains(name, "//"):
		return ": it contains two slashes in a row"
	case digest != "" && !validDigest(digest):
		return ": its digest is not sha256: and 64 hexadecimal digits in lower case"
	case strings.Count(last, ":") > 1:
		return ": it has two tags"
	}
	if fault := sampleFault(image); fault != "" {
		return fault
	}
	if lower := lowerCase(image); lower != "" {
		return ": a repository must be in lower case, " + keyring.ShowText(lower)
	}
	return ""
}

// lowerCase returns the image with its repository in lower case, "" if that is
// not a valid reference either.
func lowerCase(image string) string {
	host, rest, found := strings.Cut(image, "/")
	if !found || !strings.ContainsAny(host, ".:") && host != "localhost" {
		host, rest = "", image
	} else {
		host += "/"
	}
	repository, tail := rest, ""
	if i := strings.IndexAny(rest, ":@"); i >= 0 {
		repository, tail = rest[:i], rest[i:]
	}
	lower := host + strings.ToLower(repository) + tail
	if _, err := keyring.ParseImage(lower); err != nil || lower == image {
		return ""
	}
	return lower
}

func validDigest(digest string) bool {
	_, err := keyring.ParseImage("a@" + digest)
	return err == nil
}

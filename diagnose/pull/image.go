package pull

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// ImageFault says what an image string has that a reference may not have, as
// the end of a sentence: ": https:// does not belong ...". It is "" where
// nothing better can be said than that.
func ImageFault(image string) string {
	name, digest, _ := strings.Cut(image, "@")
	last := name[strings.LastIndexByte(name, '/')+1:]
	switch {
	case strings.TrimSpace(image) == "":
		return ": it is empty"
	case strings.Contains(image, "://"):
		return fmt.Sprintf(": it begins with %s, which is for web pages; the registry's name comes first", keyring.ShowText(image[:strings.Index(image, "://")+3]))
	case strings.Contains(image, "{{") || strings.Contains(image, "$"):
		return ": a variable in it was never filled in"
	case strings.ContainsAny(image, "<>"):
		return ": a sample in angle brackets was never replaced"
	case strings.ContainsFunc(image, unicode.IsSpace):
		return ": there is a blank in it"
	case strings.ContainsAny(image, "\"'`"):
		return ": there are quotes in it"
	case strings.ContainsFunc(image, func(r rune) bool { return r > unicode.MaxASCII }):
		return ": it has letters that are not of the plain alphabet"
	case strings.HasSuffix(name, ":"):
		return ": nothing stands behind the colon, where the tag belongs"
	case strings.HasSuffix(name, "/"):
		return ": it ends with a slash, and no repository follows"
	case strings.Contains(name, "//"):
		return ": there are two slashes in a row"
	case digest != "" && !validDigest(digest):
		return ": its digest is not sha256: and 64 digits of 0-9 and a-f"
	case strings.Count(last, ":") > 1:
		return ": it has two tags"
	}
	if fault := sampleFault(image); fault != "" {
		return fault
	}
	if small := smallLetters(image); small != "" {
		return ": a repository is written in small letters, " + keyring.ShowText(small)
	}
	return ""
}

// smallLetters is the image with its repository in small letters, "" if it is
// none even then.
func smallLetters(image string) string {
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
	small := host + strings.ToLower(repository) + tail
	if _, err := keyring.ParseImage(small); err != nil || small == image {
		return ""
	}
	return small
}

func validDigest(digest string) bool {
	_, err := keyring.ParseImage("a@" + digest)
	return err == nil
}

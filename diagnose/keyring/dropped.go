package keyring

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// droppedReason says why a key cannot be parsed as a URL. It quotes nothing of a key that contains an @,
// because a password may precede it.
func droppedReason(key string, err error) string {
	for i, r := range key {
		if !unseen(r) || r >= utf8.RuneSelf {
			continue // of the invisible characters, url.Parse rejects only the ASCII ones
		}
		name, _ := nameRune(r)
		switch i {
		case 0:
			return "it begins with " + name
		case len(key) - 1:
			return "it ends with " + name
		}
		return fmt.Sprintf("it contains %s at byte %d", name, i)
	}
	if strings.Contains(key, "@") {
		return "it is not a valid URL"
	}
	return "it is not a valid URL: " + visible(err.Error())
}

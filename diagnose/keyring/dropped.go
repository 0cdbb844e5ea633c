package keyring

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// droppedReason says why a key cannot be read as a URL. It quotes nothing of a key that holds an @,
// for a password may stand before it.
func droppedReason(key string, err error) string {
	for i, r := range key {
		if !unseen(r) || r >= utf8.RuneSelf {
			continue // of the characters that nobody sees, url.Parse refuses the ASCII ones alone
		}
		name, _ := nameRune(r)
		switch i {
		case 0:
			return "it begins with " + name
		case len(key) - 1:
			return "it ends with " + name
		}
		return fmt.Sprintf("%s stands in it, at byte %d", name, i)
	}
	if strings.Contains(key, "@") {
		return "it cannot be read as a URL"
	}
	return "it cannot be read as a URL: " + visible(err.Error())
}

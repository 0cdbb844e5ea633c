package keyring

import "bytes"

// Byte order marks, and what the first brace of a JSON object is in UTF-16.
var (
	bomUTF16LE = []byte("\xFF\xFE")
	bomUTF16BE = []byte("\xFE\xFF")
	braceLE    = []byte("{\x00")
	braceBE    = []byte("\x00{")
)

// explainEncoding explains that a text is UTF-16, as shells on Windows write it, or compressed. It returns ""
// for any other text.
func explainEncoding(text []byte) string {
	switch {
	case bytes.HasPrefix(text, bomUTF16LE), bytes.HasPrefix(text, braceLE):
		return "the text is UTF-16 (little-endian), as written by a redirect in Windows PowerShell; JSON must be UTF-8"
	case bytes.HasPrefix(text, bomUTF16BE), bytes.HasPrefix(text, braceBE):
		return "the text is UTF-16 (big-endian); JSON must be UTF-8"
	case bytes.HasPrefix(text, []byte("\x1f\x8b")):
		return "the content is compressed (gzip)"
	}
	return ""
}

// FaultInBase64 says what is wrong with a text that should be the base64 of a Secret's value; "" if
// there is no better explanation. It quotes nothing of the text.
func FaultInBase64(value string) string {
	text := bytes.TrimSpace([]byte(value))
	switch {
	case len(text) == 0:
		return "it is empty"
	case bytes.HasPrefix(text, []byte("{{")), bytes.HasPrefix(text, []byte("<")), text[0] == '$':
		return "a placeholder was never replaced"
	case text[0] == '{':
		return "it is the config itself, not base64-encoded: encode it, or move it to stringData"
	case len(text) > 1 && bytes.IndexByte([]byte("\"'`"), text[0]) >= 0:
		return "quotes around the value are part of it"
	case bytes.Contains(text, []byte("...")), bytes.Contains(text, []byte("…")):
		return "it is shortened with dots, as in an example from documentation"
	case bytes.ContainsAny(text, " \t"):
		return "it contains a space: YAML joins wrapped lines with spaces, so write it on one line"
	}
	r := rune(-1)
	if i := bytes.IndexAny(text, "-_"); i >= 0 {
		r = rune(text[i])
	}
	if !onlyBase64(text) {
		return ""
	}
	letters, padding := countBase64(string(text))
	switch {
	case r >= 0:
		return "it uses the URL-safe alphabet (- and _), where + and / are needed"
	case letters%4 == 1:
		return "it is truncated: part of it is missing"
	case letters%4 != 0 && padding == 0:
		return "the padding at its end is missing: " + "=="[:4-letters%4]
	case (letters+padding)%4 != 0:
		return "the padding at its end (=) has the wrong length"
	}
	return ""
}

func onlyBase64(text []byte) bool {
	for _, c := range bytes.TrimRight(text, "=") {
		if !isBase64(c) {
			return false
		}
	}
	return true
}

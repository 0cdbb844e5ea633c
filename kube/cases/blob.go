package cases

import "strings"

// BlobPath is where an object store serves a blob: the path, and the query that stands for the
// signature of a pre-signed URL.
func BlobPath(digest string) string {
	algorithm, hex, _ := strings.Cut(digest, ":")
	return "/" + algorithm + "/" + hex[:min(2, len(hex))] + "/" + hex + "?X-Amz-Expires=600&X-Amz-Signature=practice-signature"
}

// BlobDigest is the digest of the blob that a path of an object store is about; empty for other paths.
func BlobDigest(path string) string {
	part := strings.Split(strings.TrimPrefix(path, "/"), "/")
	if len(part) != 3 {
		return ""
	}
	return part[0] + ":" + part[2]
}

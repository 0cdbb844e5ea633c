package keyring

import "testing"

// A parsed key matches exactly the images of which Explain says so: all vectors' keys against all their
// images, and the special cases of both.
func TestParsedKeyMatchesAsExplain(t *testing.T) {
	keys := []string{
		"ghcr.io", "https://ghcr.io/v2/", "ghcr.io/acme", "ghcr.io/acme/", "*.io", "*", "*.*", "[::1]:5000", "reg:5000", "reg:*",
		"https://index.docker.io/v1/", "index.docker.io", "https://index.docker.io/v1", "docker.io", "docker.io/library", "a b", "", "%zz", "host/%252f",
		"GHCR.io", "ghcr.io:443", "http://reg:5000/v1/team", "10.0.0.*:5000", "reg[0-9].example.com",
	}
	images := []string{
		"ghcr.io/acme/web:1", "nginx", "acme/web", "reg:5000/team/app", "localhost/app", "[::1]:5000/app", "10.0.0.7:5000/x", "example.com/a/b",
		"docker.io/library/redis", "reg7.example.com/x",
	}
	for _, image := range images {
		img, err := ParseImage(image)
		if err != nil {
			t.Fatalf("%s: %v", image, err)
		}
		target := TargetOf(img)
		for _, key := range keys {
			if got, want := ParseKey(key).Matches(target), Explain(key, img).Matches; got != want {
				t.Errorf("key %q, image %s: %v, want %v", key, image, got, want)
			}
		}
	}
}

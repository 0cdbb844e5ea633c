package keyring

import "testing"

type imageVector struct {
	Image  string  `json:"image"`
	Repo   string  `json:"repo"`
	Tag    string  `json:"tag"`
	Digest string  `json:"digest"`
	Error  *string `json:"error"`
	Policy string  `json:"default_pull_policy"`
}

func TestImageVectors(t *testing.T) {
	for _, v := range readVectors[imageVector](t, "images.json") {
		img, err := ParseImage(v.Image)
		if got := DefaultPullPolicy(v.Image); got != v.Policy {
			t.Errorf("DefaultPullPolicy(%q) = %s, want %s", v.Image, got, v.Policy)
		}
		if v.Error != nil {
			if err == nil || err.Error() != *v.Error {
				t.Errorf("ParseImage(%q) = %v, want %s", v.Image, err, *v.Error)
			}
			continue
		}
		if err != nil {
			t.Errorf("ParseImage(%q): %v", v.Image, err)
			continue
		}
		if img.Name != v.Repo || img.Tag != v.Tag || img.Digest != v.Digest || img.Text != v.Image {
			t.Errorf("ParseImage(%q) = %+v, want %+v", v.Image, img, v)
		}
	}
}

func TestImageParts(t *testing.T) {
	tests := []struct{ text, registry, repository, familiar string }{
		{"nginx", "docker.io", "library/nginx", "nginx"},
		{"docker.io/library/nginx:1.27", "docker.io", "library/nginx", "nginx:1.27"},
		{"index.docker.io/org/app", "docker.io", "org/app", "org/app"},
		{"ghcr.io/acme/shop:1", "ghcr.io", "acme/shop", "ghcr.io/acme/shop:1"},
		{"reg.example.com:5000/a/b/c", "reg.example.com:5000", "a/b/c", "reg.example.com:5000/a/b/c"},
		{"example.com:5000", "docker.io", "library/example.com", "example.com:5000"},
		{"reg_1.example.com/app", "reg_1.example.com", "app", "reg_1.example.com/app"},
		{"[::1]:5000/app", "[::1]:5000", "app", "[::1]:5000/app"},
	}
	for _, test := range tests {
		img := mustParse(t, test.text)
		if img.Registry != test.registry || img.Repository != test.repository {
			t.Errorf("%q: registry %q, repository %q, want %q, %q", test.text, img.Registry, img.Repository, test.registry, test.repository)
		}
		if got := img.Familiar(); got != test.familiar {
			t.Errorf("%q: familiar %q, want %q", test.text, got, test.familiar)
		}
	}
}

func TestFamiliarOfUnparsed(t *testing.T) {
	if got := (Image{Text: "ghcr.io/Acme"}).Familiar(); got != "ghcr.io/Acme" {
		t.Errorf("got %q, want the text as written", got)
	}
}

func FuzzImage(f *testing.F) {
	for _, v := range readVectors[imageVector](f, "images.json") {
		f.Add(v.Image)
	}
	f.Add("localhost/a")
	f.Fuzz(func(t *testing.T, text string) {
		img, err := ParseImage(text)
		if err != nil {
			if DefaultPullPolicy(text) != pullIfNotPresent {
				t.Errorf("%q cannot be parsed and yet defaults to Always", text)
			}
			return
		}
		if img.Name != img.Registry+"/"+img.Repository {
			t.Errorf("%q: %q is not registry %q and repository %q", text, img.Name, img.Registry, img.Repository)
		}
		if again, err := ParseImage(img.Name); err != nil || again.Name != img.Name {
			t.Errorf("%q: the name %q does not stand for itself: %q, %v", text, img.Name, again.Name, err)
		}
		if _, err := parsePlace(img.Name); err == nil && img.Familiar() == "" {
			t.Errorf("%q: no familiar spelling", text)
		}
	})
}

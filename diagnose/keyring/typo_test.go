package keyring

import "testing"

func TestEdits(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"ghcr.io", "ghcr.io", 0},
		{"gchr.io", "ghcr.io", 1}, {"ghr.io", "ghcr.io", 1}, {"ghccr.io", "ghcr.io", 1}, {"ghxr.io", "ghcr.io", 1},
		{"ca", "abc", 3}, // a letter is swapped or changed once, not both
		{"bücher", "bucher", 1},
		{"kitten", "sitting", 3},
	}
	for _, test := range tests {
		if got := Edits(test.a, test.b); got != test.want {
			t.Errorf("Edits(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
		if got := Edits(test.b, test.a); got != test.want {
			t.Errorf("Edits(%q, %q) = %d, want %d", test.b, test.a, got, test.want)
		}
	}
}

func TestAlike(t *testing.T) {
	tests := []struct {
		host, right string
		want        bool
	}{
		{"gchr.io", "ghcr.io", true},
		{"ghcr.oi", "ghcr.io", true},
		{"ghcr,io", "ghcr.io", true},
		{"ghcrio", "ghcr.io", true},
		{"registy.exmple.com", "registry.example.com", true},
		{"app.example.com", "reg.example.com", false},
		{"a.example.com", "b.example.com", false},
		{"quay.io", "ghcr.io", false},
		{"*.example.com", "a.example.com", false},
		{"example.com", "reg.example.com", false},
	}
	for _, test := range tests {
		if got := alike(test.host, test.right); got != test.want {
			t.Errorf("alike(%q, %q) = %v", test.host, test.right, got)
		}
	}
}

func TestCloudParts(t *testing.T) {
	got, ok := cloudParts("{account}.dkr.ecr.{region}.amazonaws.com", "12.dkr.ecr.eu-west-1.amazonaws.com")
	if !ok || len(got) != 2 || got[0] != (cloudPart{"account", "12"}) || got[1] != (cloudPart{"region", "eu-west-1"}) {
		t.Errorf("got %v, %v", got, ok)
	}
	if got, ok = cloudParts("{region}-docker.pkg.dev", "us-docker.pkg.dev"); !ok || got[0].value != "us" {
		t.Errorf("got %v, %v", got, ok)
	}
	for _, host := range []string{"ghcr.io", "docker.pkg.dev", "-docker.pkg.dev", "us-docker.pkg.de", ""} {
		if got, ok := cloudParts("{region}-docker.pkg.dev", host); ok {
			t.Errorf("%q: %v", host, got)
		}
	}
}

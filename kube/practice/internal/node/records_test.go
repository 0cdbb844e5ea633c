package node

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
	"k8s.io/apimachinery/pkg/types"
)

func login(uid types.UID, password string) credential {
	return credential{keyring.Credential{Username: "puller", Password: keyring.Sensitive(password)}, uid}
}

func TestWhoMayUseAnImageThatIsOnTheNode(t *testing.T) {
	nginx := containerd.Image{Name: "docker.io/library/nginx:1", Digest: "sha256:1"}
	owner := login("secret-1", "one")
	tests := []struct {
		name    string
		by      *credential // who pulled it
		written string
		have    []credential
		want    bool
	}{
		{"pulled without credentials: usable by all", nil, "nginx:1", nil, true},
		{"another spelling has no record", nil, "docker.io/library/nginx:1", nil, false},
		{"another tag of the same content", nil, "nginx:2", nil, true},
		{"no credentials", &owner, "nginx:1", nil, false},
		{"other credentials", &owner, "nginx:1", []credential{login("secret-2", "two")}, false},
		{"the same credentials from another secret", &owner, "nginx:1", []credential{login("secret-2", "one")}, true},
		{"the same secret with a new password", &owner, "nginx:1", []credential{login("secret-1", "two")}, true},
		{"one of several", &owner, "nginx:1", []credential{login("secret-3", "x"), login("secret-1", "one")}, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			i := newImages(nil, 1)
			i.pulled("nginx:1", nginx, test.by)
			if got := i.accessible(test.written, nginx, test.have); got != test.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestANewPasswordReplacesTheOldInTheRecord(t *testing.T) {
	i := newImages(nil, 1)
	img := containerd.Image{Name: "a:1", Digest: "sha256:1"}
	first, second := login("secret-1", "one"), login("secret-1", "two")
	i.pulled("a:1", img, &first)
	i.pulled("a:1", img, &second)
	if i.accessible("a:1", img, []credential{login("secret-2", "one")}) {
		t.Error("the old password still opens it")
	}
	if !i.accessible("a:1", img, []credential{login("secret-2", "two")}) {
		t.Error("the new password does not open it")
	}
}

func TestWithoutTag(t *testing.T) {
	for image, want := range map[string]string{
		"nginx": "nginx", "nginx:1": "nginx", "reg:5000/a": "reg:5000/a", "reg:5000/a:1": "reg:5000/a", "a/b:1@sha256:0": "a/b",
	} {
		if got := withoutTag(image); got != want {
			t.Errorf("%s: got %s, want %s", image, got, want)
		}
	}
}

package containerd

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
)

// The hosts are those of the real node whose messages are compared with.
func client() *Client {
	account := []cases.Account{{Username: "puller", Password: "practice-word"}}
	images := []string{"team/app:1.0"}
	return &Client{registry.New([]cases.Registry{
		{Host: "registry.lab.test:5000", Auth: cases.AuthBasic, Accounts: account, Images: images},
		{Host: "token.lab.test:5000", Auth: cases.AuthToken, Accounts: account, Images: images, Public: []string{"public/app:1.0"}},
		{Host: "docker.io", Auth: cases.AuthToken, Accounts: account, Images: []string{"library/nginx:latest"}},
	})}
}

func TestFailuresAreWordedAsTheRealRuntimeDoes(t *testing.T) {
	const basic, token = "registry.lab.test:5000/team/app:1.0", "token.lab.test:5000/team/app:1.0"
	tests := []struct {
		name, image string
		login       *Login
		want        string // behind the common beginning; whole if it starts with "rpc"
	}{
		{"basic, no credentials", basic, nil,
			"pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials"},
		{"basic, empty credentials", basic, &Login{},
			"pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials"},
		{"basic, wrong password", basic, &Login{"puller", "wrong"},
			"unexpected status from HEAD request to https://registry.lab.test:5000/v2/team/app/manifests/1.0: 401 Unauthorized"},
		{"basic, no such tag", "registry.lab.test:5000/team/app:9.9", &Login{"puller", "practice-word"},
			`rpc error: code = NotFound desc = failed to pull and unpack image "registry.lab.test:5000/team/app:9.9": failed to resolve image: registry.lab.test:5000/team/app:9.9: not found`},
		{"token, no credentials", token, nil,
			"pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"},
		{"token, user without password", token, &Login{Username: "puller"},
			"pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"},
		{"token, wrong password", token, &Login{"puller", "wrong"},
			"failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://token.lab.test:5000/token?scope=repository%3Ateam%2Fapp%3Apull&service=token.lab.test%3A5000: 401 Unauthorized"},
		{"wrong credentials on a public image", "token.lab.test:5000/public/app:1.0", &Login{"puller", "wrong"},
			"failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://token.lab.test:5000/token?scope=repository%3Apublic%2Fapp%3Apull&service=token.lab.test%3A5000: 401 Unauthorized"},
		{"no such host", "registry.nowhere.test:5000/team/app:1.0", nil,
			`failed to do request: Head "https://registry.nowhere.test:5000/v2/team/app/manifests/1.0": dial tcp: lookup registry.nowhere.test: no such host`},
		{"Docker Hub", "nginx", nil,
			"pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			img, err := keyring.ParseImage(test.image)
			if err != nil {
				t.Fatal(err)
			}
			_, err = client().Pull(t.Context(), img, test.login)
			if err == nil {
				t.Fatal("pulled")
			}
			want := test.want
			if !strings.HasPrefix(want, "rpc") {
				want = `failed to pull and unpack image "` + Name(img) + `": failed to resolve image: ` + want
			}
			if err.Error() != want {
				t.Errorf("\n got %s\nwant %s", err, want)
			}
			if strings.Contains(err.Error(), "practice-word") {
				t.Error("the password is in the error")
			}
		})
	}
}

func TestPull(t *testing.T) {
	for _, test := range []struct {
		image string
		login *Login
		name  string
	}{
		{"registry.lab.test:5000/team/app:1.0", &Login{"puller", "practice-word"}, "registry.lab.test:5000/team/app:1.0"},
		{"token.lab.test:5000/team/app:1.0", &Login{"puller", "practice-word"}, "token.lab.test:5000/team/app:1.0"},
		{"token.lab.test:5000/public/app:1.0", nil, "token.lab.test:5000/public/app:1.0"},
		{"nginx", &Login{"puller", "practice-word"}, "docker.io/library/nginx:latest"},
	} {
		img, err := keyring.ParseImage(test.image)
		if err != nil {
			t.Fatal(err)
		}
		c := client()
		got, err := c.Pull(t.Context(), img, test.login)
		if err != nil {
			t.Errorf("%s: %v", test.image, err)
			continue
		}
		if got.Name != test.name || got.Size == 0 || got.ID != img.Name+"@"+got.Digest {
			t.Errorf("%s: %+v", test.image, got)
		}
		img.Digest = got.Digest
		if again, err := c.Pull(t.Context(), img, test.login); err != nil || again.Digest != got.Digest {
			t.Errorf("%s by its digest: %+v %v", test.image, again, err)
		}
	}
}

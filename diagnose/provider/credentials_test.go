package provider

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

const ecrHost = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"

func jwt(exp int64) string {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	return part(`{"alg":"none"}`) + "." + part(fmt.Sprintf(`{"exp":%d}`, exp)) + ".sig"
}

func ecrPassword(expiration int64) string {
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, `{"payload":"x","expiration":%d}`, expiration))
}

func TestWrongUser(t *testing.T) {
	key := `{"type":"service_account","private_key":"x"}`
	key64 := base64.StdEncoding.EncodeToString([]byte(key))
	robot := strings.Repeat("A1", 32)
	for _, c := range []struct{ registry, user, password, want string }{
		{ecrHost, "AWS", "x", ""},
		{ecrHost, "aws", "x", "only the user name AWS"},
		{"public.ecr.aws", "jane", "x", "only the user name AWS"},
		{"nvcr.io", "$oauthtoken", "x", ""},
		{"nvcr.io", "oauthtoken", "x", "'$oauthtoken'"},
		{"nvcr.io", "", "x", "'$oauthtoken'"},
		{"gcr.io", "_json_key", key, ""},
		{"gcr.io", "_json_key_base64", key64, ""},
		{"eu.gcr.io", "oauth2accesstoken", "ya29.x", ""},
		{"europe-docker.pkg.dev", "me", "x", "accept only the user names"},
		{"europe-docker.pkg.dev", "oauth2accesstoken", key, "must be _json_key"},
		{"europe-docker.pkg.dev", "_json_key", key64, "must be _json_key_base64"},
		{"europe-docker.pkg.dev", "_json_key", key[:30], "whole JSON key file"},
		{"europe-docker.pkg.dev", "_json_key", key[:len(key)-1], "not valid JSON"},
		{"europe-docker.pkg.dev", "_json_key_base64", key, "must be _json_key."},
		{"europe-docker.pkg.dev", "_json_key_base64", "x", "in base64"},
		{"fra.ocir.io", "axnamespace/jane", "x", ""},
		{"fra.ocir.io", "jane", "x", "<tenancy namespace>/<user>"},
		{"fra.ocir.io", "BEARER_TOKEN", "x", ""},
		{"us.icr.io", "iamapikey", "x", ""},
		{"cp.icr.io", "cp", "x", ""},
		{"us.icr.io", "jane", "x", "iamapikey"},
		{"registry.redhat.io", "1234|ci", "eyJhbGciOi", ""},
		{"registry.redhat.io", "ci", "eyJhbGciOi", "vertical bar"},
		{"registry.redhat.io", "customer", "password", ""},
		{"swr.cn-north-4.myhuaweicloud.com", "cn-north-4@AK", "x", ""},
		{"swr.cn-north-4.myhuaweicloud.com", "AK", "x", "<region>@<access key>"},
		{"quay.io", "acme+ci", robot, ""},
		{"quay.io", "ci", robot, "<organization>+<robot>"},
		{"quay.io", "robot$ci", "x", "<organization>+<robot>"},
		{"docker.io", "jane", "x", ""},
		{"docker.io", "jane@example.com", "x", "not the e-mail address"},
		{"harbor.acme.example", "robot$ci", "x", ""},
		{"harbor.acme.example", "robot", "x", "'robot$name'"},
		{"harbor.acme.example", "robot+ci", "x", "'robot$name'"},
		{"harbor.acme.example", "robot$$ci", "x", "single quotes"},
		{"ghcr.io", "ghp_0123456789abcdef", "jane", "may be swapped"},
		{"registry.digitalocean.com", "dop_v1_0123456789", "dop_v1_0123456789", ""},
		{"registry.example.com", "jane", "x", ""},
		{"image-registry.openshift-image-registry.svc:5000", "<token>", "x", ""},
	} {
		got := WrongUser(c.registry, c.user, c.password)
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s, %q: %q, want %q", c.registry, c.user, got, c.want)
		}
	}
}

// User names that mean something, whatever they look like.
func TestKinds(t *testing.T) {
	const zero = "00000000-0000-0000-0000-000000000000"
	for _, c := range []struct {
		registry, user, password string
		is                       string
		lives                    time.Duration
	}{
		{ecrHost, "AWS", "x", "A password for Amazon ECR", 12 * time.Hour},
		{"ghcr.io", "AWS", "x", "", 0},
		{"acme.azurecr.io", zero, "x", "A token of az acr login", 3 * time.Hour},
		{"acme.azurecr.io", zero, "", "The user name that az acr login writes", 0},
		{"ghcr.io", zero, "x", "", 0},
		{"gcr.io", "oauth2accesstoken", "ya29.x", "A Google access token", time.Hour},
		{"registry.example.com", "x", "ya29.x", "A Google access token", time.Hour},
		{"gcr.io", "_json_key", "{}", "A key of a Google service account", 0},
		{"registry.gitlab.com", "gitlab-ci-token", "x", "A token of a GitLab CI job", time.Hour},
		{"registry.acme.example", "gitlab-ci-token", "x", "A token of a GitLab CI job", time.Hour},
		{"registry.gitlab.com", "gitlab+deploy-token-7", "x", "A deploy token of GitLab", 0},
		{"ghcr.io", "x", "ghs_x", "A token of a GitHub Actions job", time.Hour},
		{"ghcr.io", "x", "github_pat_x", "A fine-grained personal access token of GitHub", 0},
		{"quay.io", "$oauthtoken", "x", "An OAuth access token of Quay", 0},
		{"nvcr.io", "$oauthtoken", "x", "An API key of NVIDIA", 0},
		{"harbor.acme.example", "robot$acme+ci", "x", "A robot account of Harbor", 0},
		{"image-registry.openshift-image-registry.svc:5000", "<token>", "x", "OpenShift's own credentials of a service account", 0},
		{"docker-registry.default.svc:5000", "serviceaccount", "x", "OpenShift's own credentials of a service account", 0},
		{"us.icr.io", "iambearer", "x", "An IBM bearer token", time.Hour},
		{"cp.icr.io", "cp", "x", "An entitlement key of IBM", 0},
		{"registry.cn-hangzhou.aliyuncs.com", "cr_temp_user", "x", "Temporary credentials of Alibaba Cloud", time.Hour},
		{"fra.ocir.io", "BEARER_TOKEN", "x", "A bearer token of Oracle Cloud", time.Hour},
		{"acme.tencentcloudcr.com", "tcr$ci", "x", "A service account of Tencent Container Registry", 0},
		{"rg.fr-par.scw.cloud", "nologin", "x", "An API key of Scaleway", 0},
		{"registry.example.com", "jane", "x", "", 0},
	} {
		k, ok := KindOf(c.registry, c.user, c.password)
		if k.Is != c.is || k.Lives != c.lives || ok != (c.is != "") {
			t.Errorf("%s, %q: %q (%s), want %q (%s)", c.registry, c.user, k.Is, k.Lives, c.is, c.lives)
		}
	}
}

func TestUnusable(t *testing.T) {
	for _, c := range []struct{ registry, user, password, want string }{
		{"ghcr.io", "jane", "github_pat_x", "fine-grained"},
		{"ghcr.io", "jane", "ghp_x", ""},
		{"registry.example.com", "jane", "github_pat_x", ""},
		{"acme.azurecr.io", "00000000-0000-0000-0000-000000000000", "", "identitytoken"},
		{"acme.azurecr.io", "00000000-0000-0000-0000-000000000000", "x", ""},
	} {
		got := Unusable(c.registry, c.user, c.password)
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s, %q: %q, want %q", c.registry, c.user, got, c.want)
		}
	}
}

func TestReserved(t *testing.T) {
	for _, c := range []struct {
		registry, user string
		want           bool
	}{
		{"image-registry.openshift-image-registry.svc:5000", "<token>", true},
		{"default-route-openshift-image-registry.apps.acme.example", "<token>", true},
		{"ghcr.io", "<token>", false},
		{"nvcr.io", "$oauthtoken", true},
		{"quay.io", "$oauthtoken", true},
		{"harbor.acme.example", "robot$ci", true},
		{"ghcr.io", "<user>", false},
		{"ghcr.io", "", false},
	} {
		if got := Reserved(c.registry, c.user); got != c.want {
			t.Errorf("%s, %q: %v", c.registry, c.user, got)
		}
	}
}

func TestExpiry(t *testing.T) {
	later := noon.Add(3 * time.Hour)
	for _, c := range []struct {
		name, registry, user, password, kind string
	}{
		{"a JSON Web Token", "acme.azurecr.io", "x", jwt(later.Unix()), "token"},
		{"anywhere", "registry.example.com", "x", jwt(later.Unix()), "token"},
		{"ECR", ecrHost, "AWS", ecrPassword(later.Unix()), "ECR password"},
		{"ECR Public", "public.ecr.aws", "AWS", ecrPassword(later.Unix()), "ECR password"},
		{"ECR behind a name of one's own", "registry.example.com", "AWS", ecrPassword(later.Unix()), "ECR password"},
		{"not Amazon's", "registry.example.com", "jane", ecrPassword(later.Unix()), ""},
		{"no expiration", ecrHost, "AWS", base64.StdEncoding.EncodeToString([]byte(`{"payload":"x"}`)), ""},
		{"another century", ecrHost, "AWS", ecrPassword(1), ""},
		{"no algorithm", "ghcr.io", "x", "e30.e30.x", ""},
		{"too long", ecrHost, "AWS", strings.Repeat("A", 1<<17), ""},
	} {
		kind, until, known := Expiry(c.registry, c.user, c.password)
		if kind != c.kind || known != (c.kind != "") || known && !until.Equal(later) {
			t.Errorf("%s: %q %s %v", c.name, kind, until, known)
		}
	}
}

func TestLifetime(t *testing.T) {
	for _, c := range []struct{ registry, user, password, want string }{
		{"acme.azurecr.io", "x", jwt(noon.Unix() - 60), "says that it expired at 2026-11-20 11:59 UTC"},
		{"acme.azurecr.io", "x", jwt(noon.Unix() + 60), "within the hour"},
		{"acme.azurecr.io", "x", jwt(noon.Unix() + 3*3600), "in 3 hours. Pods that start after that will fail again; use a repository-scoped token"},
		{"acme.azurecr.io", "x", jwt(noon.Unix() + 72*3600), "in 3 days"},
		{"acme.azurecr.io", "x", jwt(noon.Unix() + 30*86400), ""},
		{ecrHost, "AWS", "x", "A password for Amazon ECR stops working after 12 hours."},
		{"registry.gitlab.com", "gitlab-ci-token", "x", "stops working when its job ends. Pods that start after that will fail again; use a deploy token."},
		{"registry.example.com", "x", "ya29.x", "after 1 hour. Pods that start after that will fail again; use credentials that do not expire."},
		{"ghcr.io", "jane", "ghp_x", ""},
	} {
		got := strings.Join(Lifetime(c.registry, c.user, c.password, noon), "\n")
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s, %q: %q, want %q", c.registry, c.user, got, c.want)
		}
	}
}

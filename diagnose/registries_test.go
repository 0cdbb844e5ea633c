package diagnose

import (
	"strings"
	"testing"
)

func TestRegistries(t *testing.T) {
	for host, want := range map[string]string{
		"docker.io": "hub", "registry-1.docker.io": "hub", "ghcr.io": "ghcr", "containers.acme.ghe.com": "ghcr",
		"registry.gitlab.com": "gitlab", "registry.gitlab.acme.example:5050": "gitlab", "quay.io": "quay", "nvcr.io": "ngc",
		"123456789012.dkr.ecr.eu-west-1.amazonaws.com": "ecr", "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com": "ecr",
		"123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn": "ecr", "123456789012.dkr-ecr.eu-west-1.on.aws": "ecr", "public.ecr.aws": "ecr-public",
		"europe-west4-docker.pkg.dev": "gar", "gcr.io": "gcr", "eu.gcr.io": "gcr", "acme.azurecr.io": "acr", "acme.westeurope.data.azurecr.io": "acr",
		"icr.io": "icr", "private.de.icr.io": "icr", "fra.ocir.io": "ocir", "ocir.eu-frankfurt-1.oci.oraclecloud.com": "ocir",
		"registry.cn-hangzhou.aliyuncs.com": "aliyun", "registry-vpc.cn-hangzhou.aliyuncs.com": "aliyun", "acme-registry.cn-hangzhou.cr.aliyuncs.com": "aliyun",
		"ccr.ccs.tencentyun.com": "tcr", "acme.tencentcloudcr.com": "tcr", "swr.cn-north-4.myhuaweicloud.com": "swr",
		"registry.redhat.io": "redhat", "rg.fr-par.scw.cloud": "scw", "registry.digitalocean.com": "do", "acme.jfrog.io": "jfrog",
		"harbor.acme.example": "harbor", "nexus.acme.example:8083": "nexus",
		"registry.example.com": "", "ghcr.io.example.com": "", "evil-docker.pkg.dev.example": "", "localhost:5000": "", "": "",
	} {
		r, ok := registryOf(host)
		if r.id != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", host, r.id, want)
		}
		if !ok {
			continue
		}
		for _, line := range r.advice() {
			if len(line) > 200 {
				t.Errorf("%s: %q", host, line)
			}
		}
		if len(r.advice()) < 2 {
			t.Errorf("%s: hardly any advice", host)
		}
		if c := r.refreshFor(host); strings.ContainsAny(c, "{}") || strings.Contains(c, "''") {
			t.Errorf("%s: %s", host, c)
		}
	}
}

func TestSecretName(t *testing.T) {
	for registry, want := range map[string]string{
		"ghcr.io": "ghcr-io-login", "reg.example.com:5000": "reg-example-com-5000-login", "docker.io": "docker-io-login",
		"123456789012.dkr.ecr.eu-west-1.amazonaws.com":                  "ecr-eu-west-1-login",
		"europe-west4-docker.pkg.dev":                                   "gar-europe-west4-login",
		"a-very-long-name-of-a-registry.in-some-department.example.com": "a-very-long-name-of-a-registry-in-some-d-login",
	} {
		if got := secretName(registry); got != want {
			t.Errorf("%s: %s, want %s", registry, got, want)
		}
	}
}

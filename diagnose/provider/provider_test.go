package provider

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestImportsOnlyShell(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			// The standard library has no dots.
			if strings.Contains(i.Path.Value, ".") && i.Path.Value != `"github.com/pulldoctor/pulldoctor/diagnose/shell"` {
				t.Errorf("%s imports %s", name, i.Path.Value)
			}
		}
	}
}

func TestRoles(t *testing.T) {
	for _, c := range []struct {
		registry, host string
		want           Role
	}{
		{"docker.io", "registry-1.docker.io", RoleRegistry},
		{"docker.io", "auth.docker.io", RoleToken},
		{"docker.io", "production.cloudflare.docker.com", RoleLayers},
		{"docker.io", "production.cloudfront.docker.com", RoleLayers},
		{"docker.io", "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com", RoleLayers},
		{"docker.io", "docker-images-prod.s3.dualstack.us-east-1.amazonaws.com:443", RoleLayers},
		{"docker.io", "mirror.acme.example", RoleNone},
		{"ghcr.io", "pkg-containers.githubusercontent.com", RoleLayers},
		{"registry.gitlab.com", "gitlab.com", RoleToken},
		{"registry.gitlab.com", "cdn.registry.gitlab-static.net", RoleLayers},
		{"quay.io", "cdn01.quay.io", RoleLayers},
		{"quay.io", "cdn.quay.io", RoleLayers},
		{"quay.io", "quayio-production-s3.s3.us-east-1.amazonaws.com", RoleLayers},
		{"registry.redhat.io", "cdn03.quay.io", RoleLayers},
		{"registry.redhat.io", "sso.redhat.com", RoleToken},
		{"123456789012.dkr.ecr.eu-west-1.amazonaws.com", "prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com", RoleLayers},
		{"123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "prod-cn-north-1-starport-layer-bucket.s3.cn-north-1.amazonaws.com.cn", RoleLayers},
		{"public.ecr.aws", "d5l0dvt14r5h8.cloudfront.net", RoleLayers},
		{"acme.azurecr.io", "acme.westeurope.data.azurecr.io", RoleLayers},
		{"acme.azurecr.io", "weumanaged123.blob.core.windows.net", RoleLayers},
		{"mcr.microsoft.com", "westeurope.data.mcr.microsoft.com", RoleLayers},
		{"gcr.io", "storage.googleapis.com", RoleLayers},
		{"registry.k8s.io", "europe-west4-docker.pkg.dev", RoleLayers},
		{"registry.k8s.io", "prod-registry-k8s-io-eu-west-1.s3.dualstack.eu-west-1.amazonaws.com", RoleLayers},
		{"nvcr.io", "authn.nvidia.com", RoleToken},
		{"nvcr.io", "layers.nvcr.io", RoleLayers},
		{"registry.cn-hangzhou.aliyuncs.com", "dockerauth.cn-hangzhou.aliyuncs.com", RoleToken},
		{"registry.digitalocean.com", "api.digitalocean.com", RoleToken},
		{"registry.example.com", "registry.example.com", RoleNone},
		{"ghcr.io", "", RoleNone},
	} {
		if got := Of(c.registry).RoleOf(c.host); got != c.want {
			t.Errorf("%s for %s is %d, want %d", c.host, c.registry, got, c.want)
		}
	}
}

func TestServesLayers(t *testing.T) {
	for _, c := range []struct {
		registry, host string
		want           bool
	}{
		{"quay.io", "cdn02.quay.io", true},
		{"registry.example.com", "images.s3.eu-central-1.amazonaws.com", true}, // any registry may keep its layers there
		{"registry.example.com", "acme-images.storage.googleapis.com", true},
		{"registry.example.com", "mirror.example.com", false},
		{"registry.example.com", "registry.example.com", false},
		{"registry.k8s.io", "us-west1-docker.pkg.dev", true},
		{"123456789012.dkr.ecr.eu-west-1.amazonaws.com", "210987654321.dkr.ecr.eu-west-1.amazonaws.com", false},
		{"docker.io", "auth.docker.io", false},
	} {
		if got := ServesLayers(c.registry, c.host); got != c.want {
			t.Errorf("%s for %s: %v", c.host, c.registry, got)
		}
	}
}

func TestStores(t *testing.T) {
	for host, want := range map[string]string{
		"bucket.s3.amazonaws.com": "Amazon S3", "my.bucket.s3-eu-west-1.amazonaws.com": "Amazon S3", "s3.eu-west-1.amazonaws.com:443": "Amazon S3",
		"storage.googleapis.com": "Google Cloud Storage", "b.storage.googleapis.com": "Google Cloud Storage",
		"x.oss-cn-hangzhou-internal.aliyuncs.com": "Alibaba Cloud OSS", "x.cos.ap-guangzhou.myqcloud.com": "Tencent Cloud COS",
		"s3.fr-par.scw.cloud": "Scaleway Object Storage", "abc.r2.cloudflarestorage.com": "Cloudflare R2",
		"amazonaws.com": "", "sts.amazonaws.com": "", "123456789012.dkr.ecr.eu-west-1.amazonaws.com": "", "oauth2.googleapis.com": "",
		"registry.cn-hangzhou.aliyuncs.com": "", "cloudfront.net": "", "ghcr.io": "", "": "",
	} {
		if got, ok := Store(host); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", host, got, want)
		}
	}
}

func TestAccess(t *testing.T) {
	for image, want := range map[string]Access{
		"docker.io/library/nginx":    AccessAnonymous,
		"docker.io/libraryx/nginx":   AccessUnknown,
		"docker.io/acme/web":         AccessUnknown,
		"registry.k8s.io/pause":      AccessOpen,
		"k8s.gcr.io/pause":           AccessOpen,
		"mcr.microsoft.com/dotnet":   AccessOpen,
		"public.ecr.aws/acme/web":    AccessAnonymous,
		"gcr.io/distroless/static":   AccessAnonymous,
		"gcr.io/distroless":          AccessAnonymous,
		"gcr.io/distroless-x/static": AccessUnknown,
		"eu.gcr.io/distroless/x":     AccessUnknown,
		"gcr.io/acme/web":            AccessUnknown,
		"mirror.gcr.io/library/x":    AccessAnonymous,

		"registry.access.redhat.com/ubi9": AccessOpen,
		"registry.redhat.io/ubi9":         AccessUnknown,
		"docker.elastic.co/beats/x":       AccessAnonymous,
		"registry.example.com/library/x":  AccessUnknown,
	} {
		registry, repository, _ := strings.Cut(image, "/")
		if got := AccessOf(registry, repository); got != want {
			t.Errorf("%s: %d, want %d", image, got, want)
		}
	}
}

func TestShortNames(t *testing.T) {
	for host, want := range map[string]string{
		"123456789012.dkr.ecr.eu-west-1.amazonaws.com": "ECR eu-west-1", "123456789012.dkr-ecr.eu-west-1.on.aws": "ECR eu-west-1",
		"europe-west4-docker.pkg.dev": "GAR europe-west4", "gcr.io": "", "acme.azurecr.io": "ACR acme", "ghcr.io": "",
		"ccr.ccs.tencentyun.com": "", "acme.tencentcloudcr.com": "TCR acme", "registry.example.com": "",
	} {
		if got := ShortName(host); got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}

// Lookups take any text and do not take longer than its length allows.
func FuzzLookups(f *testing.F) {
	for host := range examples {
		f.Add(host, "_json_key", `{"private_key":"x"}`)
	}
	f.Add(strings.Repeat("a.", 1000)+"azurecr.io", "robot$", "a.b.c")
	f.Add("harbor."+strings.Repeat("-", 1000), "\\$", "eyJ.eyJ.x")
	f.Add("[", "", "")
	f.Add("[::1", "x", "x")
	f.Fuzz(func(t *testing.T, registry, user, password string) {
		p := Of(registry)
		if p == nil {
			t.Fatal("no provider")
		}
		if again := Of(Host(registry)); again != p {
			t.Errorf("%q is %q, its host %q", registry, p.Name, again.Name)
		}
		p.RoleOf(registry)
		AccessOf(registry, user)
		ServesLayers(registry, user)
		LocalAt(registry)
		NodeConfig(registry, user)
		RetiredPlace(registry, user)
		WrongUser(registry, user, password)
		KindOf(registry, user, password)
		Unusable(registry, user, password)
		Reserved(registry, user)
		Expiry(registry, user, password)
		NodeNames(registry, map[string]string{user: password})
		if c := Refresh(registry); strings.ContainsAny(c, "{}") {
			t.Errorf("%q: %s", registry, c)
		}
		if p.Node != nil {
			p.Node.Grant(Names{Registry: registry, Repository: user, Role: password})
		}
		text := strings.Join(append(Lifetime(registry, user, password, noon), WrongUser(registry, user, password)), "")
		if len(password) > 20 && strings.Contains(text, password) {
			t.Error("a password is quoted")
		}
	})
}

// The time that lookups take grows with the length of a text, not with its square.
func TestLookupsAreLinear(t *testing.T) {
	for _, form := range []string{"a.", "a-", "-docker.pkg.dev", "harbor.", "{rest}.", "1234", "prod-a-starport-layer-bucket.s3."} {
		took := func(n int) time.Duration {
			text, best := strings.Repeat(form, n), time.Hour
			for range 5 {
				start := time.Now()
				Of(text).RoleOf(text)
				Store(text)
				RetiredPlace(text, text)
				AccessOf(text, text)
				WrongUser(text, text, text)
				KindOf(text, text, text)
				Expiry(text, text, text)
				best = min(best, time.Since(start))
			}
			return best
		}
		// 64 times the length: 64 times the time, or 4096 times if it were the square.
		if short, long := took(250), took(16000); long > 1000*short {
			t.Errorf("%q: %s, and %s for 64 times the length", form, short, long)
		}
	}
}

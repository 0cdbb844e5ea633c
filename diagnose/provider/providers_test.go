package provider

import (
	"strings"
	"testing"
)

// examples are hosts of each provider, with the parts that they tell.
var examples = map[string]struct {
	name  Name
	parts Parts
}{
	"docker.io":               {DockerHub, Parts{}},
	"index.docker.io":         {DockerHub, Parts{}},
	"registry-1.docker.io":    {DockerHub, Parts{}},
	"registry.hub.docker.com": {DockerHub, Parts{}},

	"ghcr.io":                 {GHCR, Parts{}},
	"GHCR.io:443":             {GHCR, Parts{}},
	"docker.pkg.github.com":   {GHCR, Parts{}},
	"containers.acme.ghe.com": {GHCR, Parts{Name: "acme"}},

	"registry.gitlab.com":               {GitLab, Parts{}},
	"registry.gitlab.acme.example:5050": {GitLab, Parts{}},
	"gitlab.acme.example:5050":          {GitLab, Parts{}},

	"container-registry.oracle.com": {Oracle, Parts{}},

	"quay.io":           {Quay, Parts{}},
	"quay.acme.example": {Quay, Parts{}},

	"harbor.acme.example":     {Harbor, Parts{}},
	"demo.goharbor.io":        {Harbor, Parts{}},
	"acme.jfrog.io":           {Artifactory, Parts{Name: "acme"}},
	"harbor.jfrog.io":         {Artifactory, Parts{Name: "harbor"}}, // a name that belongs to a service comes first
	"artifactory.acme.com":    {Artifactory, Parts{}},
	"nexus.acme.example:8083": {Nexus, Parts{}},
	"gitea.acme.example":      {Gitea, Parts{}},
	"forgejo.acme.example":    {Gitea, Parts{}},
	"codeberg.org":            {Gitea, Parts{}},

	"123456789012.dkr.ecr.eu-west-1.amazonaws.com":                {ECR, Parts{Account: "123456789012", Region: "eu-west-1"}},
	"123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com":       {ECR, Parts{Account: "123456789012", Region: "us-gov-west-1"}},
	"123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn":            {ECR, Parts{Account: "123456789012", Region: "cn-north-1"}},
	"123456789012.dkr-ecr.eu-west-1.on.aws":                       {ECR, Parts{Account: "123456789012", Region: "eu-west-1"}},
	"123456789012.dkr-ecr-fips.us-east-2.on.aws":                  {ECR, Parts{Account: "123456789012", Region: "us-east-2"}},
	"123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn": {ECR, Parts{Account: "123456789012", Region: "cn-north-1"}},
	"123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov":               {ECR, Parts{Account: "123456789012", Region: "us-iso-east-1"}},
	"public.ecr.aws": {ECRPublic, Parts{}},

	"europe-west4-docker.pkg.dev": {ArtifactRegistry, Parts{Region: "europe-west4"}},
	"us-docker.pkg.dev":           {ArtifactRegistry, Parts{Region: "us"}},
	"gcr.io":                      {ArtifactRegistry, Parts{}},
	"eu.gcr.io":                   {ArtifactRegistry, Parts{}},
	"asia.gcr.io":                 {ArtifactRegistry, Parts{}},
	"mirror.gcr.io":               {ArtifactRegistry, Parts{}},

	"acme.azurecr.io":                   {ACR, Parts{Name: "acme"}},
	"acme-a1b2c3d4.azurecr.io":          {ACR, Parts{Name: "acme-a1b2c3d4"}},
	"acme.azurecr.cn":                   {ACR, Parts{Name: "acme"}},
	"acme.azurecr.us":                   {ACR, Parts{Name: "acme"}},
	"acme.westeurope.geo.azurecr.io":    {ACR, Parts{Name: "acme", Region: "westeurope"}},
	"mcr.microsoft.com":                 {MCR, Parts{}},
	"icr.io":                            {ICR, Parts{}},
	"us.icr.io":                         {ICR, Parts{Region: "us"}},
	"private.de.icr.io":                 {ICR, Parts{Region: "de"}},
	"cp.icr.io":                         {ICR, Parts{}},
	"fra.ocir.io":                       {OCIR, Parts{Region: "fra"}},
	"eu-frankfurt-1.ocir.io":            {OCIR, Parts{Region: "eu-frankfurt-1"}},
	"registry.digitalocean.com":         {DigitalOcean, Parts{}},
	"registry.redhat.io":                {RedHat, Parts{}},
	"registry.connect.redhat.com":       {RedHat, Parts{}},
	"registry.access.redhat.com":        {RedHat, Parts{}},
	"nvcr.io":                           {NGC, Parts{}},
	"registry.k8s.io":                   {Kubernetes, Parts{}},
	"k8s.gcr.io":                        {Kubernetes, Parts{}},
	"registry.cn-hangzhou.aliyuncs.com": {Alibaba, Parts{Region: "cn-hangzhou"}},

	"ocir.eu-frankfurt-1.oci.oraclecloud.com":                  {OCIR, Parts{Region: "eu-frankfurt-1"}},
	"registry-vpc.cn-hangzhou.aliyuncs.com":                    {Alibaba, Parts{Region: "cn-hangzhou"}},
	"registry-intl.ap-southeast-1.aliyuncs.com":                {Alibaba, Parts{Region: "ap-southeast-1"}},
	"acme-registry.cn-hangzhou.cr.aliyuncs.com":                {Alibaba, Parts{Name: "acme", Region: "cn-hangzhou"}},
	"acme-registry-vpc.cn-hangzhou.cr.aliyuncs.com":            {Alibaba, Parts{Name: "acme", Region: "cn-hangzhou"}},
	"crpi-0a1b2c.cn-shanghai.personal.cr.aliyuncs.com":         {Alibaba, Parts{Name: "0a1b2c", Region: "cn-shanghai"}},
	"ccr.ccs.tencentyun.com":                                   {Tencent, Parts{}},
	"hkccr.ccs.tencentyun.com":                                 {Tencent, Parts{Region: "hk"}},
	"acme.tencentcloudcr.com":                                  {Tencent, Parts{Name: "acme"}},
	"swr.cn-north-4.myhuaweicloud.com":                         {Huawei, Parts{Region: "cn-north-4"}},
	"swr.eu-west-101.myhuaweicloud.eu":                         {Huawei, Parts{Region: "eu-west-101"}},
	"rg.fr-par.scw.cloud":                                      {Scaleway, Parts{Region: "fr-par"}},
	"image-registry.openshift-image-registry.svc:5000":         {OpenShift, Parts{}},
	"default-route-openshift-image-registry.apps.acme.example": {OpenShift, Parts{}},
	"docker-registry.default.svc:5000":                         {OpenShift, Parts{}},
	"docker.elastic.co":                                        {Elastic, Parts{}},
	"registry.suse.com":                                        {SUSE, Parts{}},
	"cgr.dev":                                                  {Chainguard, Parts{}},

	"": {}, ":": {}, ".": {}, "localhost:5000": {}, "registry.example.com": {}, "ghcr.io.example.com": {}, "evil-docker.pkg.dev.example": {},
	"ghcr.io.": {}, "harbor": {}, "harbor.": {}, "harbor.acme example": {}, "-docker.pkg.dev": {}, "12345678901.dkr.ecr.eu-west-1.amazonaws.com": {},
	"12345678901x.dkr.ecr.eu-west-1.amazonaws.com": {}, "123456789012.dkr.ecr..amazonaws.com": {}, ".azurecr.io": {}, "a.b.azurecr.io": {},
	"123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example": {}, "acme.azurecr.io.evil.example": {}, "[::1]:5000": {},
	"acme.westeurope.data.azurecr.io": {}, // serves layers; no image is named by it
}

func TestHostsAreFound(t *testing.T) {
	for host, want := range examples {
		p := Of(host)
		if p.Name != want.name || p.Known() != (want.name != "") {
			t.Errorf("%s is %q, want %q", host, p.Name, want.name)
		}
		if got := PartsOf(host); got != want.parts {
			t.Errorf("%s: parts %+v, want %+v", host, got, want.parts)
		}
		if c := Refresh(host); strings.ContainsAny(c, "{}") || strings.Contains(c, "''") {
			t.Errorf("%s: %s", host, c)
		}
		if s := ShortName(host); strings.ContainsAny(s, "{}") || strings.HasSuffix(s, " ") {
			t.Errorf("%s: short name %q", host, s)
		}
	}
}

// What the guide in doc.go asks of each provider's file.
func TestProvidersAreComplete(t *testing.T) {
	names := map[Name]bool{}
	for _, p := range All() {
		t.Run(string(p.Name), func(t *testing.T) {
			if p.Name == "" || names[p.Name] {
				t.Errorf("name %q is empty or taken", p.Name)
			}
			names[p.Name] = true
			if p.Title == "" {
				t.Error("no Title")
			}
			if Of(p.Example) != p {
				t.Errorf("the example %q belongs to %q", p.Example, Of(p.Example).Name)
			}
			if len(p.Hosts)+len(p.Usual) == 0 {
				t.Error("no Hosts and no Usual")
			}
			for _, h := range p.Hosts {
				if strings.Contains(domain(string(h)), "{") {
					t.Errorf("the last two labels of %s are not literal", h)
				}
			}
			for _, h := range p.Usual {
				if strings.HasPrefix(string(h), "{") {
					t.Errorf("the first label of %s is not literal", h)
				}
			}
			if p.Missing == MissingUnknown {
				t.Error("no Missing")
			}
			if !p.public() {
				checkForm(t, p)
			}
			for _, k := range p.Kinds {
				checkKind(t, p, k)
			}
			if p.OnlyUser != "" && !Reserved(p.Example, p.OnlyUser) {
				t.Errorf("%s is not reserved", p.OnlyUser)
			}
			for _, place := range p.Open {
				if Of(place.Host) != p || place.Access == AccessUnknown {
					t.Errorf("open place %+v is not of this provider", place)
				}
			}
			if id := p.Node; id != nil && (id.Cloud == "" || id.Service == "" || id.Who == "" || id.Right == "" || id.BuiltInGone == 0 || id.Plugin == "" || id.Grant == nil) {
				t.Errorf("node identity is incomplete: %+v", id)
			}
			if (p.expiry == nil) != (p.expiring == "") {
				t.Error("expiry without its name")
			}
		})
	}
}

func checkForm(t *testing.T, p *Provider) {
	t.Helper()
	f := p.Form
	if f.User == "" || f.Source == "" || f.Lifetime == "" || f.Lasting == "" {
		t.Errorf("form is incomplete: %+v", f)
	}
	for _, s := range f.Advice() {
		if len(s) > 200 {
			t.Errorf("%d letters: %q", len(s), s)
		}
	}
	for _, s := range []string{f.User, f.Right, f.Lifetime, f.Lasting} {
		if s != "" && !strings.HasSuffix(s, ".") {
			t.Errorf("not a sentence: %q", s)
		}
	}
	if f.Link != "" && !strings.HasPrefix(f.Link, "https://") {
		t.Errorf("link %q", f.Link)
	}
}

func checkKind(t *testing.T, p *Provider, k Kind) {
	t.Helper()
	if k.Is == "" || k.User == "" && k.Password == "" {
		t.Errorf("kind %+v cannot be recognized or has no name", k)
	}
	if k.Unusable != "" && !strings.HasSuffix(k.Unusable, ".") {
		t.Errorf("not a sentence: %q", k.Unusable)
	}
	if (k.Lives > 0 || k.Ends != "") && p.Form.Lasting == "" {
		t.Errorf("%s: nothing to use in its place", k.Is)
	}
	if k.Ends != "" && k.Lives == 0 {
		t.Errorf("%s: ends, and is not short-lived", k.Is)
	}
}

// public says whether every host of the provider can be pulled from without credentials.
func (p *Provider) public() bool {
	for _, h := range p.Hosts {
		if AccessOf(string(h), "any") == AccessUnknown {
			return false
		}
	}
	return len(p.Usual) == 0
}

// A host belongs to one provider, whichever file comes first.
func TestProvidersShareNoHost(t *testing.T) {
	for _, of := range []func(*Provider) []Pattern{
		func(p *Provider) []Pattern { return p.Hosts },
		func(p *Provider) []Pattern { return p.Usual },
	} {
		var claims []claim
		for _, p := range All() {
			for _, pattern := range of(p) {
				claims = append(claims, claim{pattern, p})
			}
		}
		for i, a := range claims {
			for _, b := range claims[:i] {
				if a.by != b.by && overlap(string(a.pattern), string(b.pattern)) {
					t.Errorf("%s of %s and %s of %s can match the same host", a.pattern, a.by.Name, b.pattern, b.by.Name)
				}
			}
		}
	}
}

// overlap says whether some host can match both patterns.
func overlap(a, b string) bool {
	la, lb := strings.Split(a, "."), strings.Split(b, ".")
	for i := 0; i < len(la) && i < len(lb); i++ {
		if la[i] == "{rest}" || lb[i] == "{rest}" {
			return true
		}
		if !labelsOverlap(la[i], lb[i]) {
			return false
		}
	}
	return len(la) == len(lb)
}

func labelsOverlap(a, b string) bool {
	pa, sa, openA := literals(a)
	pb, sb, openB := literals(b)
	switch {
	case !openA && !openB:
		return a == b
	case !openA:
		return len(a) > len(pb)+len(sb) && strings.HasPrefix(a, pb) && strings.HasSuffix(a, sb)
	case !openB:
		return len(b) > len(pa)+len(sa) && strings.HasPrefix(b, pa) && strings.HasSuffix(b, sa)
	}
	return (strings.HasPrefix(pa, pb) || strings.HasPrefix(pb, pa)) && (strings.HasSuffix(sa, sb) || strings.HasSuffix(sb, sa))
}

func literals(label string) (before, after string, open bool) {
	before, rest, open := strings.Cut(label, "{")
	_, after, _ = strings.Cut(rest, "}")
	return before, after, open
}

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ghcr.io", "ghcr.io", true}, {"{region}.icr.io", "{region}.ocir.io", false}, {"{name}.jfrog.io", "docker.jfrog.io", true},
		{"harbor.{rest}", "{name}.jfrog.io", true}, {"harbor.{rest}", "nexus.{rest}", false}, {"registry-{any}.x", "{any}-vpc.x", true},
		{"{region}-docker.pkg.dev", "docker.pkg.dev", false},
	} {
		if got := overlap(c.a, c.b); got != c.want {
			t.Errorf("overlap(%s, %s) = %v", c.a, c.b, got)
		}
	}
}

// Every pattern matches a host made of it, so none is misspelt in a way that it can never match.
func TestPatternsMatchTheirOwnExamples(t *testing.T) {
	fill := strings.NewReplacer("{account}", "123456789012", "{region}", "eu-west-1", "{name}", "acme", "{any}", "x1", "{rest}", "acme.example")
	for _, p := range All() {
		for _, list := range [][]Pattern{p.Hosts, p.Usual, p.Token, p.Layers} {
			for _, pattern := range list {
				host := fill.Replace(string(pattern))
				if _, ok := matchAny([]Pattern{pattern}, host); !ok || strings.ContainsAny(host, "{} ") || host != strings.ToLower(host) {
					t.Errorf("%s: %s does not match %s", p.Name, host, pattern)
				}
			}
		}
		for _, pattern := range append(append([]Pattern{}, p.Hosts...), p.Usual...) {
			if host := fill.Replace(string(pattern)); Of(host) != p {
				t.Errorf("%s: %s belongs to %q", p.Name, host, Of(host).Name)
			}
		}
	}
}

package engine

// miss is a secret that is right but for its registry key.
func miss(name, image, key, says string) unseen {
	return unseen{name: name, image: image, says: says, edits: only(config(key)), want: "host-mismatch"}
}

// What a login is filed under.
var unseenKeys = []unseen{
	miss("kubectl's default server", "ghcr.io/acme/web:1", "https://index.docker.io/v1/", saysAnonymous),
	miss("letters swapped", "ghcr.io/acme/web:1", "gchr.io", saysNoBasic),
	miss("capitals", "ghcr.io/acme/web:1", "GHCR.io", saysNoBasic),
	miss("v2 without its slash", "ghcr.io/acme/web:1", "https://ghcr.io/v2", saysNoBasic),
	miss("the default port written out", "ghcr.io/acme/web:1", "ghcr.io:443", saysNoBasic),
	miss("another organisation", "ghcr.io/acme/web:1", "ghcr.io/other", saysAnonymous),
	miss("the tag in the key", "ghcr.io/acme/web:1", "ghcr.io/acme/web:1", saysAnonymous),
	miss("a slash behind the repository", "ghcr.io/acme/web:1", "ghcr.io/acme/web/", saysAnonymous),
	miss("GitHub's old registry", "ghcr.io/acme/web:1", "docker.pkg.github.com", saysAnonymous),
	miss("GitHub itself", "ghcr.io/acme/web:1", "github.com", saysAnonymous),
	miss("another scheme", "ghcr.io/acme/web:1", "oci://ghcr.io", saysNoBasic),
	miss("one slash short", "ghcr.io/acme/web:1", "https:/ghcr.io", saysNoBasic),
	miss("a space at the end", "ghcr.io/acme/web:1", "ghcr.io ", saysNoBasic),
	miss("a zero-width space", "ghcr.io/acme/web:1", "ghcr.io\u200b", saysNoBasic),
	miss("a dot behind", "ghcr.io/acme/web:1", "ghcr.io.", saysNoBasic),
	miss("a variable", "ghcr.io/acme/web:1", "${REGISTRY}", saysNoBasic),
	miss("no key at all", "ghcr.io/acme/web:1", "", saysNoBasic),
	miss("GitLab without its registry", "registry.gitlab.com/acme/web:1", "gitlab.com", saysAnonymous3),
	miss("GitLab of one's own", "registry.git.example.com/acme/web:1", "https://git.example.com", saysAnonymous3),
	miss("the image has a port", "harbor.example.com:8443/acme/web:1", "harbor.example.com", saysNoBasic),
	miss("the key has a port", "harbor.example.com/acme/web:1", "harbor.example.com:8443", saysNoBasic),
	miss("a neighbour's port", "nexus.example.com:8082/acme/web:1", "nexus.example.com:8083", saysNoBasic),
	miss("another region of Amazon's", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", "123456789012.dkr.ecr.us-east-1.amazonaws.com", saysNoBasic),
	miss("another account of Amazon's", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1", "210987654321.dkr.ecr.eu-west-1.amazonaws.com", saysNoBasic),
	miss("another location of Google's", "europe-west1-docker.pkg.dev/p/r/app:1", "https://us-central1-docker.pkg.dev", saysAnonymous3),
	miss("Google's old registry", "eu.gcr.io/p/app:1", "https://gcr.io", saysAnonymous3),
	miss("another registry of Azure's", "acmeprod.azurecr.io/web:1", "acmedev.azurecr.io", saysAnonymous),
	miss("a star for two parts", "a.b.azurecr.io/web:1", "*.azurecr.io", saysAnonymous),
	miss("a star for none", "example.com/acme/web:1", "*.example.com", saysNoBasic),
	miss("Docker Hub without the last slash", "acme/web:1", "https://index.docker.io/v1", saysScope),
	miss("Docker Hub's API host", "acme/web:1", "registry-1.docker.io", saysScope),
	miss("Docker Hub's web site", "docker.io/acme/web:1", "https://hub.docker.com", saysDaemon),
	miss("Docker Hub by a host that does not exist", "acme/web:1", "docker.com", saysScope),
	miss("Quay's path", "quay.io/acme/web:1", "https://quay.io/v2/auth", saysAnonymous),
	miss("an address in place of a name", "registry.local:5000/web:1", "10.0.0.5:5000", saysNoBasic),
	miss("this machine", "registry.local:5000/web:1", "localhost:5000", saysNoBasic),
	miss("a region of Oracle's", "fra.ocir.io/ten/app:1", "iad.ocir.io", saysAnonymous),
	miss("a look-alike", "registry.example.com/web:1", "reigstry.example.com", saysNoBasic),
	{name: "two entries, none fits", says: saysNoBasic, edits: only(`{"auths":{"quay.io":{"auth":"` + b64("a:b") + `"},"ghcr.io/other":{"auth":"` + b64("a:b") + `"}}}`), want: "host-mismatch"},
	{name: "a key that matches is refused, another is misspelt", says: saysHead401, edits: with(refs("r", "s"), secret("shop", "r", config("ghcr.io")), secret("shop", "s", config("gchr.io"))), want: "credential-rejected", besides: "host-mismatch"},
}

package lookup

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// hubKey is the key under which docker login and kubectl store credentials for
// Docker Hub.
const hubKey = "https://index.docker.io/v1/"

// providerEntry is what is known about a registry service, at one of its hosts.
func providerEntry(p *provider.Provider, registry string) Entry {
	e := Entry{Kind: KindRegistry, Name: keyring.ShowKey(registry), Title: p.Title}
	open := len(p.Open) > 0 && p.Form.User == ""
	if open {
		e.Means = append(e.Means, "Anyone may pull from it: it needs no pull secret.")
		e.Checks = checks("egress-refused", "registry-unreachable", "registry-retired")
	} else {
		e.Means = append(e.Means, strings.Join(p.Form.Advice(), " "))
		e.Checks = checks("host-mismatch", "wrong-username-form", "credential-rejected", "credential-expired", "access-denied")
	}
	if n := p.Node; n != nil {
		e.Means = append(e.Means, "Nodes of "+n.Service+" pull from it without a pull secret, if "+n.Who+" has the right: "+n.Right+".")
		e.Checks = append(e.Checks, checks("node-credentials")...)
	}
	if r, ok := provider.RetiredPlace(registry, ""); ok && r.Note != "" {
		e.Means = append(e.Means, r.Note)
		e.Checks = append(checks("registry-retired"), e.Checks...)
	}
	if open {
		return e
	}
	if p.Form.Link != "" {
		e.Do = append(e.Do, "Create credentials at "+p.Form.Link)
	}
	e.Commands = createCommands(registry)
	return e
}

// createCommands make a pull secret for a registry. What the service does
// not give itself is typed, so that it is in no argument, no file and no history.
func createCommands(registry string) []string {
	key := registry
	if provider.Of(registry).Name == provider.DockerHub {
		key = hubKey
	}
	user, password := shell.AskUser, shell.AskPassword
	words := shell.Words{"key": shell.JSON(key)}
	if only := provider.Of(registry).OnlyUser; only != "" {
		user, words["user"] = "USERNAME={user}", shell.Text(only)
	}
	if refresh := provider.Refresh(registry); refresh != "" {
		password = `PASSWORD="$(` + refresh + `)"`
	}
	return shell.Lines(words, user, password, step.TypedCredentials(dockerconfig.ConfigJSON)+" | "+createFrom("NAME", "/dev/stdin"))
}

// createFrom makes a pull secret of a Docker config.
func createFrom(name, file string) string {
	return "kubectl -n NAMESPACE create secret generic " + name + " --type=" + keyring.TypeDockerConfigJSON + " --from-file=" + keyring.KeyDockerConfigJSON + "=" + file
}

// kindName is by what a kind of credentials is looked up: the user name, with *
// at its end if it is the beginning of one, or the beginning of a token; "" if
// there is neither.
func kindName(k provider.Kind) string {
	if k.User != "" {
		return k.User
	}
	if len(k.Password) >= 4 {
		return k.Password
	}
	return ""
}

// credential recognizes a user name or a token by its beginning. A token itself
// is not repeated.
func credential(word string) (Entry, bool) {
	for _, p := range provider.All() {
		for _, k := range p.Kinds {
			begin, open := strings.CutSuffix(kindName(k), "*")
			open = open || k.User == ""
			if begin != "" && open && strings.HasPrefix(word, begin) && !strings.ContainsAny(word, " /") {
				return kindEntry(p, k), true
			}
		}
	}
	return Entry{}, false
}

// kindEntry is what a user name, or the beginning of a token, tells about the credentials.
func kindEntry(p *provider.Provider, k provider.Kind) Entry {
	e := Entry{Kind: KindRegistry, Name: strings.ReplaceAll(kindName(k), "*", "..."), Title: k.Is}
	text := "User names of this form are used at " + p.Title + "."
	if k.User == "" {
		e.Name += "..."
		text = "Tokens with this prefix are for " + p.Title + ". They are the password of an entry; a token that was shown to others has to be revoked."
	}
	if k.Ends != "" {
		text += " The credentials stop working " + k.Ends + "."
	}
	if k.Unusable != "" {
		text += " " + k.Unusable
	}
	if k.Lives > 0 && p.Form.Lasting != "" {
		e.Do = []string{"For credentials that last, " + p.Form.Lasting}
	}
	e.Means = []string{text}
	e.Checks = checks("wrong-username-form", "credential-expired", "credential-rejected")
	return e
}

// place reads one word as a registry or an image: a host of a known service, or
// an image reference with a host.
func place(word string) (Entry, bool) {
	word = strings.Trim(word, `"'`+"`,;")
	if strings.ContainsAny(word, " \t") || !strings.ContainsAny(word, ".:") || strings.Contains(word, "//") && !strings.HasPrefix(word, "http") {
		return Entry{}, false
	}
	plain := strings.TrimPrefix(strings.TrimPrefix(word, "https://"), "http://")
	host, path, isImage := strings.Cut(plain, "/")
	if p := provider.Of(host); p.Known() {
		return providerEntry(p, provider.Host(host)), true
	}
	if !isImage || path == "" || !strings.ContainsAny(host, ".:") || plain != word {
		return Entry{}, false
	}
	img, err := keyring.ParseImage(word)
	if err != nil {
		e := Entry{Kind: KindTerm, Name: "image", Title: "This is not a valid image reference", Checks: checks("invalid-image-name")}
		e.Means = []string{"The kubelet would report InvalidImageName and ask no registry."}
		return e, true
	}
	version := "tag " + img.Tag
	if img.Digest != "" {
		version = "digest " + img.Digest
	}
	return Entry{
		Kind: KindTerm, Name: "image", Title: "An image reference",
		Means: []string{"Registry " + keyring.ShowText(img.Registry) + ", repository " + keyring.ShowText(img.Repository) + ", " + keyring.ShowText(version) +
			". The service behind this registry is not known. A pull secret for it needs an entry whose key has exactly this host and port."},
		Checks:   checks("host-mismatch", "no-credentials", "registry-untrusted", "registry-unreachable"),
		Commands: createCommands(img.Registry),
	}, true
}

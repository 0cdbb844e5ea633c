package provider

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Name identifies a provider: "ecr", "ghcr". It is part of proposed Secret names.
type Name string

// Provider is one registry service, or one kind of registry that people run themselves.
type Provider struct {
	Name  Name
	Title string // as its maker writes it: "Amazon ECR"
	Short string // for narrow columns, in place of a long host: "ECR {region}"; empty: the host itself

	Example string // a registry as images name it

	Hosts  []Pattern // registry hosts: as images name them, and as nodes ask them; the last two labels are literal
	Usual  []Pattern // names that installations of one's own usually have; the first label is literal. Hosts of others come first
	Token  []Pattern // token servers on other hosts
	Layers []Pattern // other hosts that layers are downloaded from, by redirect

	Open    []Place // what anyone may pull
	Missing Missing // the answer for a repository that does not exist

	// DeniesInvalid: credentials that are unknown, revoked or expired are answered with 403, as if
	// they were valid and only lacked a right. NoRight are the words, in lower case, that the registry
	// uses when they are valid and do lack it; empty: the two cannot be told apart.
	DeniesInvalid bool
	NoRight       string

	// Further causes of a refusal, as whole sentences; each may be empty. Anonymous is about a pull
	// without credentials, Denied about credentials that were refused, Path about the form of a
	// repository's name.
	Anonymous, Denied string
	Path              func(repository string) string

	Says []Saying // what the registry's own words mean, where they say more than the status

	Node *Identity // how nodes of its cloud pull without a pull secret; nil: they do not

	OnlyUser  string                                       // the one user name that works; empty: there are several
	Kinds     []Kind                                       // credentials that can be recognized, the most specific first
	CheckUser func(user, password string) string           // what is wrong with a user name; "": nothing
	expiry    func(password string) (t time.Time, ok bool) // reads the end of a password that is no JWT
	expiring  string                                       // what such a password is called

	Form Form
}

// Form is the help for somebody who has to enter credentials. All texts are sentences, except Lasting.
type Form struct {
	User     string // the form of the user name
	Source   string // where a password or token comes from
	Right    string // the smallest right that it needs
	Lifetime string // how long it is valid
	Refresh  string // command that prints a fresh password; with {region}, {name}, {host}
	Lasting  string // what to use in place of credentials that expire soon: "use a robot account."
	Link     string // page where credentials are created; empty if that is on a host of one's own
}

// Saying is a wording of a registry's answer, in lower case, and what it means: whole sentences.
type Saying struct{ Words, Means string }

// Saying is what the registry's own words in a message mean; "" if nothing more is known.
func (p *Provider) Saying(message string) string {
	text := strings.ToLower(message)
	for _, s := range p.Says {
		if strings.Contains(text, s.Words) {
			return s.Means
		}
	}
	return ""
}

// Missing is what a registry answers for a repository that does not exist.
type Missing int

// What is answered for a missing repository.
const (
	MissingUnknown      Missing = iota
	MissingShown                // 404, whoever asks
	MissingHidden               // 401 or 403, unless the credentials include the right to pull there
	MissingAlwaysHidden         // 401 or 403, whoever asks
)

// Access says whether a place can be pulled from without credentials.
type Access int

// Whether credentials are needed.
const (
	AccessUnknown   Access = iota // that depends on the repository
	AccessAnonymous               // no, but credentials that are sent are checked, and invalid ones refused
	AccessOpen                    // no, and there are no accounts: credentials do not change the answer
)

// Place is a host, or the repositories of a host under a path.
type Place struct {
	Host   string
	Path   string // whole segments: "distroless"; empty: all
	Access Access
}

func (p Place) contains(host, repository string) bool {
	if p.Host != host {
		return false
	}
	rest, found := strings.CutPrefix(repository, p.Path)
	return found && (p.Path == "" || rest == "" || rest[0] == '/')
}

// Role is what a host does for a provider's images.
type Role int

// The roles of a host.
const (
	RoleNone     Role = iota // unknown here: a mirror, a proxy, another service
	RoleRegistry             // serves manifests
	RoleToken                // issues tokens
	RoleLayers               // serves layers; a node sends it no credentials
)

const hour = time.Hour // shorter in tables

var all []*Provider

// register adds a provider; called once in each provider's file.
func register(p Provider) *Provider {
	all = append(all, &p)
	return &p
}

var unknown = &Provider{}

// Of finds the provider of a registry's host, with or without port. It is never nil: a registry that
// is not known has no Name.
func Of(registry string) *Provider {
	p, _ := find(Host(registry))
	return p
}

// PartsOf are the account, the region and the name in a registry's host, as far as it tells.
func PartsOf(registry string) Parts {
	_, parts := find(Host(registry))
	return parts
}

func find(host string) (*Provider, Parts) {
	x := hosts()
	if p := x.exact[host]; p != nil {
		return p, Parts{}
	}
	for _, c := range x.ends[domain(host)] {
		var parts Parts
		if c.pattern.match(host, &parts) {
			return c.by, parts
		}
	}
	first, _, _ := strings.Cut(host, ".")
	for _, c := range x.usual[first] {
		var parts Parts
		if c.pattern.match(host, &parts) {
			return c.by, parts
		}
	}
	return unknown, Parts{}
}

// claim is a pattern and the provider whose hosts it matches.
type claim struct {
	pattern Pattern
	by      *Provider
}

// index finds the few patterns that a host has to be compared with.
type index struct {
	exact map[string]*Provider // Hosts without placeholders
	ends  map[string][]claim   // Hosts, by their last two labels
	usual map[string][]claim   // Usual, by their first label
}

// hosts is made of all providers when it is first needed.
var hosts = sync.OnceValue(func() index {
	x := index{map[string]*Provider{}, map[string][]claim{}, map[string][]claim{}}
	for _, p := range all {
		for _, h := range p.Hosts {
			text := string(h)
			if !strings.Contains(text, "{") {
				x.exact[text] = p
				continue
			}
			x.ends[domain(text)] = append(x.ends[domain(text)], claim{h, p})
		}
		for _, h := range p.Usual {
			first, _, _ := strings.Cut(string(h), ".")
			x.usual[first] = append(x.usual[first], claim{h, p})
		}
	}
	return x
})

// domain is the last two labels of a host.
func domain(host string) string {
	last := max(strings.LastIndexByte(host, '.'), 0)
	return host[strings.LastIndexByte(host[:last], '.')+1:]
}

// All are all providers, in the order of their files' names.
func All() []*Provider { return slices.Clone(all) }

// Known says whether anything is known of the provider.
func (p *Provider) Known() bool { return p.Name != "" }

// RoleOf says what another host does for this provider's images.
func (p *Provider) RoleOf(host string) Role {
	host = Host(host)
	for _, r := range []struct {
		role     Role
		patterns []Pattern
	}{{RoleRegistry, p.Hosts}, {RoleToken, p.Token}, {RoleLayers, p.Layers}} {
		if _, ok := matchAny(r.patterns, host); ok {
			return r.role
		}
	}
	return RoleNone
}

// AccessOf says whether a repository can be pulled without credentials.
func AccessOf(registry, repository string) Access {
	host := Host(registry)
	for _, place := range Of(host).Open {
		if place.contains(host, repository) {
			return place.Access
		}
	}
	return AccessUnknown
}

// ShortName is a name for a narrow column: "ECR eu-west-1"; "" where the host itself is the best name.
func ShortName(registry string) string {
	p, parts := find(Host(registry))
	if p.Short == "" || strings.Contains(p.Short, "{region}") && parts.Region == "" || strings.Contains(p.Short, "{name}") && parts.Name == "" {
		return ""
	}
	return strings.NewReplacer("{region}", parts.Region, "{name}", parts.Name, "{host}", Host(registry)).Replace(p.Short)
}

// Advice is what a form says, in the order in which it is needed.
func (f Form) Advice() []string {
	var out []string
	for _, s := range []string{f.User, f.Source, f.Right, f.Lifetime} {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Refresh is the command that prints a fresh password for a registry; "" if there is none.
func Refresh(registry string) string {
	p, parts := find(Host(registry))
	words := shell.Words{"region": or(shell.Cloud, parts.Region, "REGION"), "name": or(shell.Cloud, parts.Name, "NAME"), "host": shell.Registry(Host(registry))}
	if lines := shell.Lines(words, p.Form.Refresh); p.Form.Refresh != "" && shell.Some(lines) {
		return lines[0]
	}
	return ""
}

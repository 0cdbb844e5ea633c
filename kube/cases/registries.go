package cases

import (
	"fmt"
	"io/fs"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"sigs.k8s.io/yaml"
)

// Auth is how a registry asks for a login.
type Auth string

const (
	AuthNone  Auth = "none"  // everybody may pull everything
	AuthBasic Auth = "basic" // user and password with every request
	AuthToken Auth = "token" // user and password for a short-lived token (Bearer)
)

// Registry is one registry of the practice world.
type Registry struct {
	Host     string // as it stands in image references, with its port; "docker.io" for Docker Hub
	Auth     Auth
	Accounts []Account // logins that work
	Images   []string  // repository:tag, behind the login
	Public   []string  // repository:tag, for everybody

	May     map[string][]string // user name: the beginnings of the repositories it may pull; all, if it is not in here
	Refuses bool                // who comes without a login gets no token at all (AuthToken)

	TLS       TLS                 // what is wrong with its certificate; empty: nothing
	PlainHTTP bool                // it speaks no TLS
	Status    int                 // every request is answered with it; 0: it works
	Platforms map[string][]string // repository:tag: the only architectures it is there for
	Schema1   []string            // repository:tag in Docker's old format
	CutShort  []string            // repository:tag whose config breaks off
	Stalls    []string            // repository:tag whose config begins to arrive and never ends
	Forbidden []string            // repository:tag that a rule of the registry keeps back (412, as Harbor does)

	Page    Page              // the body of every response, whose status is Status, or 200; empty: none
	Fault   Fault             // what a connection to it comes to; empty: it works
	BlobsAt map[string]string // repository:tag: the host that its config and layers are redirected to
	BlobsOf string            // host of the registry whose blobs it serves, at BlobPath; empty: it is a registry
	Slow    []string          // repository:tag whose layers arrive at SlowRate
	Hangs   []string          // repository:tag whose layers are promised, and of which not a byte arrives
	Mirror  string            // host that the node asks before this registry (hosts.toml); empty: none
}

// PolicyWords are what a registry says of an image that its rules keep back.
const PolicyWords = "a rule of this project keeps the image back until it was scanned"

// Account is a login that works at a registry.
type Account struct {
	Username string
	Password keyring.Sensitive
}

// LoadRegistries reads registries.yaml at the root of fsys.
func LoadRegistries(fsys fs.FS) ([]Registry, error) {
	data, err := fs.ReadFile(fsys, "registries.yaml")
	if err != nil {
		return nil, fmt.Errorf("cannot read the practice registries: %w", err)
	}
	var file struct {
		Registries []struct {
			Host     string `json:"host"`
			Auth     Auth   `json:"auth"`
			Accounts []struct {
				Username string   `json:"username"`
				Password string   `json:"password"`
				May      []string `json:"may"`
			} `json:"accounts"`
			Images    []string            `json:"images"`
			Public    []string            `json:"public"`
			Anonymous string              `json:"anonymous"`
			TLS       TLS                 `json:"tls"`
			HTTP      bool                `json:"http"`
			Status    int                 `json:"status"`
			Platforms map[string][]string `json:"platforms"`
			Schema1   []string            `json:"schema1"`
			CutShort  []string            `json:"cutShort"`
			Stalls    []string            `json:"stalls"`
			Forbidden []string            `json:"forbidden"`
			Page      Page                `json:"page"`
			Fault     Fault               `json:"fault"`
			BlobsAt   map[string]string   `json:"blobsAt"`
			BlobsOf   string              `json:"blobsOf"`
			Slow      []string            `json:"slow"`
			Hangs     []string            `json:"hangs"`
			Mirror    string              `json:"mirror"`
		} `json:"registries"`
	}
	if err := yaml.UnmarshalStrict(Expand(data), &file); err != nil {
		return nil, fmt.Errorf("registries.yaml: %w", err)
	}
	var list []Registry
	for _, r := range file.Registries {
		switch r.Auth {
		case AuthNone, AuthBasic, AuthToken:
		default:
			return nil, fmt.Errorf("registries.yaml: %s: auth %q is none of none, basic, token", r.Host, r.Auth)
		}
		switch r.TLS {
		case "", TLSUntrusted, TLSExpired, TLSWrongName, TLSNotYetValid:
		default:
			return nil, fmt.Errorf("registries.yaml: %s: tls %q is none of untrusted, expired, wrong-name, not-yet-valid", r.Host, r.TLS)
		}
		switch r.Page {
		case "", PageHTML, PageXML:
		default:
			return nil, fmt.Errorf("registries.yaml: %s: page %q is none of html, xml", r.Host, r.Page)
		}
		switch r.Fault {
		case "", FaultRefused, FaultTimeout, FaultSilent, FaultHalf:
		default:
			return nil, fmt.Errorf("registries.yaml: %s: fault %q is none of refused, timeout, silent, half", r.Host, r.Fault)
		}
		if r.Anonymous != "" && r.Anonymous != "refuse" {
			return nil, fmt.Errorf("registries.yaml: %s: anonymous %q can only be refuse", r.Host, r.Anonymous)
		}
		reg := Registry{
			Host: r.Host, Auth: r.Auth, Images: r.Images, Public: r.Public, Refuses: r.Anonymous == "refuse",
			TLS: r.TLS, PlainHTTP: r.HTTP, Status: r.Status, Platforms: r.Platforms, Schema1: r.Schema1, CutShort: r.CutShort,
			Stalls: r.Stalls, Forbidden: r.Forbidden,
			Page: r.Page, Fault: r.Fault, BlobsAt: r.BlobsAt, BlobsOf: r.BlobsOf, Slow: r.Slow, Hangs: r.Hangs, Mirror: r.Mirror,
		}
		for _, a := range r.Accounts {
			if len(a.May) > 0 {
				if reg.May == nil {
					reg.May = map[string][]string{}
				}
				reg.May[a.Username] = a.May
			}
			reg.Accounts = append(reg.Accounts, Account{a.Username, keyring.Sensitive(a.Password)})
		}
		list = append(list, reg)
	}
	return list, nil
}

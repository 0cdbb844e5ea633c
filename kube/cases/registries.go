package cases

import (
	"fmt"
	"io/fs"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"sigs.k8s.io/yaml"
)

// Auth is how a registry asks for credentials.
type Auth string

const (
	AuthNone  Auth = "none"  // anyone may pull everything
	AuthBasic Auth = "basic" // user and password with every request
	AuthToken Auth = "token" // user and password for a short-lived token (Bearer)
)

// Registry is one registry of the practice cluster.
type Registry struct {
	Host     string // as in image references, with its port; "docker.io" for Docker Hub
	Auth     Auth
	Accounts []Account // credentials that work
	Images   []string  // repository:tag, credentials required
	Public   []string  // repository:tag, for anyone

	May     map[string][]string // user name: the beginnings of the repositories it may pull; all, if it is not in here
	Refuses bool                // no token without credentials (AuthToken)

	TLS       TLS                 // the fault of its certificate; empty: none
	PlainHTTP bool                // it speaks no TLS
	Status    int                 // status of every response; 0: it works
	Platforms map[string][]string // repository:tag: the only architectures it exists for
	Schema1   []string            // repository:tag in Docker's old format
	CutShort  []string            // repository:tag whose config breaks off
	Stalls    []string            // repository:tag whose config begins to arrive and never ends
	Forbidden []string            // repository:tag that a rule of the registry blocks (412, as Harbor does)
}

// PolicyWords is the message of a registry about an image that its rules
// block.
const PolicyWords = "a rule of this project keeps the image back until it was scanned"

// TLS is a fault of a registry's certificate.
type TLS string

const (
	TLSUntrusted TLS = "untrusted"  // signed by an authority that the node does not know
	TLSExpired   TLS = "expired"    // expired
	TLSWrongName TLS = "wrong-name" // issued for another host
)

// Account is a user name and password that a registry accepts.
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
			return nil, fmt.Errorf("registries.yaml: %s: auth %q must be one of none, basic, token", r.Host, r.Auth)
		}
		switch r.TLS {
		case "", TLSUntrusted, TLSExpired, TLSWrongName:
		default:
			return nil, fmt.Errorf("registries.yaml: %s: tls %q must be one of untrusted, expired, wrong-name", r.Host, r.TLS)
		}
		if r.Anonymous != "" && r.Anonymous != "refuse" {
			return nil, fmt.Errorf("registries.yaml: %s: anonymous %q can only be refuse", r.Host, r.Anonymous)
		}
		reg := Registry{
			Host: r.Host, Auth: r.Auth, Images: r.Images, Public: r.Public, Refuses: r.Anonymous == "refuse",
			TLS: r.TLS, PlainHTTP: r.HTTP, Status: r.Status, Platforms: r.Platforms, Schema1: r.Schema1, CutShort: r.CutShort,
			Stalls: r.Stalls, Forbidden: r.Forbidden,
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

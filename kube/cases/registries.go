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
}

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
				Username string `json:"username"`
				Password string `json:"password"`
			} `json:"accounts"`
			Images []string `json:"images"`
			Public []string `json:"public"`
		} `json:"registries"`
	}
	if err := yaml.UnmarshalStrict(data, &file); err != nil {
		return nil, fmt.Errorf("registries.yaml: %w", err)
	}
	var list []Registry
	for _, r := range file.Registries {
		switch r.Auth {
		case AuthNone, AuthBasic, AuthToken:
		default:
			return nil, fmt.Errorf("registries.yaml: %s: auth %q is none of none, basic, token", r.Host, r.Auth)
		}
		reg := Registry{Host: r.Host, Auth: r.Auth, Images: r.Images, Public: r.Public}
		for _, a := range r.Accounts {
			reg.Accounts = append(reg.Accounts, Account{a.Username, keyring.Sensitive(a.Password)})
		}
		list = append(list, reg)
	}
	return list, nil
}

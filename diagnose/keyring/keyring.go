package keyring

// Credential is one login that the kubelet would offer the runtime.
type Credential struct {
	Secret   string // name of the Secret it comes from
	Key      string // registry key as written in the Secret
	Username string
	Password Sensitive
}

// Anonymous says that the entry matches but holds no login: the runtime then pulls anonymously.
func (c Credential) Anonymous() bool { return c.Username == "" && c.Password == "" }

// Keyring holds the logins of a pod's pull secrets.
type Keyring struct{}

// New mirrors secrets.MakeDockerKeyring.
func New(secrets []Secret) (*Keyring, error) { return &Keyring{}, nil }

// Lookup mirrors BasicDockerKeyring.Lookup.
func (k *Keyring) Lookup(img Image) []Credential { return nil }

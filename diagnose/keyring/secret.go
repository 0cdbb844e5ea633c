package keyring

// Types of Secret that the kubelet reads, and the one data key it looks at in each.
const (
	TypeDockerConfigJSON = "kubernetes.io/dockerconfigjson"
	TypeDockercfg        = "kubernetes.io/dockercfg"
	KeyDockerConfigJSON  = ".dockerconfigjson"
	KeyDockercfg         = ".dockercfg"
)

// Secret is what the kubelet looks at in a Kubernetes Secret.
type Secret struct {
	Namespace, Name string
	Type            string            // as stored, compared byte for byte
	Data            map[string][]byte // decoded from the API's base64
}

// SecretError says which secret made the kubelet refuse all of them. Error is the kubelet's own
// text, which names no secret.
type SecretError struct {
	Namespace, Name string
	Err             error
}

// Error is exactly what the kubelet prints.
func (e *SecretError) Error() string { return e.Err.Error() }

// Unwrap gives the parse error itself.
func (e *SecretError) Unwrap() error { return e.Err }

package diagnose

import "github.com/pulldoctor/pulldoctor/diagnose/keyring"

// RegistryQuestion is what a registry can be asked about one pull: the image,
// and the credentials that the kubelet would try for it, in its order.
type RegistryQuestion struct {
	Image       keyring.Image
	Namespace   string // of the pull secrets
	Credentials []keyring.Credential
	Versions    map[string]string // resource versions of the pull secrets that are read, by name
	Unreadable  []string          // pull secrets that may not be read
	Platforms   bool              // the platforms of the image matter
}

// RegistryKey finds an answer in a Snapshot: the image and where the
// credentials come from. Without credentials, all but Image is empty.
type RegistryKey struct {
	Image     string // canonical reference
	Namespace string
	Secret    string
	Version   string // resource version of the pull secret: what another version holds was not asked
	Key       string // registry key
}

// RegistryAnswers are answers of registries by their keys.
type RegistryAnswers map[RegistryKey]RegistryAnswer

// Keys are those of the answers to a question: one for each of Credentials,
// then one for each of Unreadable, and one without credentials.
func (q *RegistryQuestion) Keys() []RegistryKey {
	image := q.Image.Name + ":" + q.Image.Tag
	if q.Image.Digest != "" { // the runtime ignores the tag then
		image = q.Image.Name + "@" + q.Image.Digest
	}
	var keys []RegistryKey
	for _, c := range q.Credentials {
		keys = append(keys, RegistryKey{image, q.Namespace, c.Secret, q.Versions[c.Secret], c.Key})
	}
	for _, name := range q.Unreadable {
		keys = append(keys, RegistryKey{Image: image, Namespace: q.Namespace, Secret: name})
	}
	return append(keys, RegistryKey{Image: image})
}

// Add adds the answers to a question, in the order of its keys. An answer
// replaces an earlier one, unless it is only that the registry was not asked.
func (a RegistryAnswers) Add(q *RegistryQuestion, answers []RegistryAnswer) {
	for i, key := range q.Keys() {
		if i >= len(answers) {
			return
		}
		old, known := a[key]
		if !known || answers[i].Verdict != VerdictNotAsked || old.NotAsked == NotAskedNotNeeded {
			a[key] = answers[i]
		}
	}
}

// RegistryShipment is what would be sent to one registry.
type RegistryShipment struct {
	Host      string
	TokenHost string   // "" where the registry names none
	Allowed   bool     // the token server may get credentials: it belongs to the registry, or was allowed
	Proxy     string   // host and port, "" for none
	Secrets   []string // names of the pull secrets with credentials
	Usernames []string
}

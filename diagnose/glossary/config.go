package glossary

// configFields are terms of a Docker config and of the Secret that contains one.
var configFields = []Term{
	{"auth", nil, `The field of an entry that holds user name and password, joined by a colon, in base64. Where it is
set, the fields username and password of the same entry are not used.`},
	{"config.json", []string{".dockerconfigjson", "docker config", "~/.docker/config.json"}, `The file in which docker login keeps credentials, ~/.docker/config.json. A pull secret contains such a
file under the data key .dockerconfigjson.`},
	{"credsStore", []string{"keychain", "credential helper", "docker-credential-desktop", "osxkeychain", "wincred", "secretservice"}, `A setting in config.json that names a program that keeps the passwords, on a laptop usually the
system's keychain. The file itself then has no passwords, and a pull secret made of it has no
credentials. The node ignores this setting.`},
	{"credHelpers", nil, `Like credsStore, for single registries: a map from a registry to the program that has its credentials.
The node ignores it.`},
	{"identitytoken", []string{"registrytoken"}, `A token in an entry of config.json, written by docker login to some registries (az acr login, for
example) in place of a password. The node ignores it, so the entry pulls anonymously.`},
	{".dockercfg", []string{"dockercfg", "kubernetes.io/dockercfg"}, `The old form of config.json, without the auths level around the entries. Secrets of type
kubernetes.io/dockercfg contain it, under the data key .dockercfg. The node still reads it. In a
Secret of type kubernetes.io/dockerconfigjson, the node finds no entry in this form.`},
	{"kubernetes.io/dockerconfigjson", []string{"docker-registry", "docker-registry secret", "secret type"}, `The type of a pull secret. The node ignores Secrets of other types, such as Opaque, whatever they
contain. The type cannot be changed: the Secret has to be deleted and created again. "kubectl create
secret docker-registry" creates this type.`},
	{"stringData", nil, `A field of a Secret in a manifest for values in plain text. The API server encodes them and stores
them under data. Values under data must be base64 already.`},
}

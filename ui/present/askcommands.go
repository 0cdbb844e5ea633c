package present

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// AskCommands are the commands that ask the same questions by hand, with crane
// and curl. No password is in them: crane reads the pull secret, or the standard
// input.
func AskCommands(s *diagnose.Snapshot, questions []diagnose.RegistryQuestion) []string {
	var out []string
	for i := range questions {
		for _, command := range askCommands(s, &questions[i]) {
			if !slices.Contains(out, command) {
				out = append(out, command)
			}
		}
	}
	return out
}

// askCommands are those of one question: with each of the credentials, then
// without.
func askCommands(s *diagnose.Snapshot, q *diagnose.RegistryQuestion) []string {
	var out []string
	words := wordsFor(q)
	for _, c := range q.Credentials {
		words["secret"] = shell.Name(c.Secret)
		out = append(out, "# with the credentials of Secret "+c.Secret)
		if readable(s, q, c) {
			out = append(out, shell.Lines(words,
				"export DOCKER_CONFIG=$(umask 077; mktemp -d)",
				"kubectl -n {namespace} get secret {secret} -o 'jsonpath={.data.\\.dockerconfigjson}' | base64 -d > $DOCKER_CONFIG/config.json",
				"crane digest {image}",
				"rm -r $DOCKER_CONFIG",
			)...)
			continue
		}
		out = append(out, shell.Lines(words,
			"export DOCKER_CONFIG=$(umask 077; mktemp -d)",
			"read -rp 'User name: ' USERNAME && read -rsp 'Password: ' PASSWORD",
			`printf %s "$PASSWORD" | crane auth login {login} --username "$USERNAME" --password-stdin`,
			"crane digest {image}",
			"rm -r $DOCKER_CONFIG",
		)...)
	}
	out = append(out, "# without credentials")
	out = append(out, shell.Lines(words, "DOCKER_CONFIG=$(mktemp -d) crane digest {image}", "curl -sSI https://{host}/v2/{repository}/manifests/{reference}")...)
	if q.Platforms {
		list := "# the platforms"
		if q.Image.Registry == "docker.io" {
			list += "; Docker Hub counts this as a pull"
		}
		out = append(append(out, list), shell.Lines(words, "crane manifest {image}")...)
	}
	return out
}

func wordsFor(q *diagnose.RegistryQuestion) shell.Words {
	host, login := q.Image.Registry, q.Image.Registry
	if host == "docker.io" {
		host, login = "registry-1.docker.io", "index.docker.io"
	}
	name, reference := q.Image.Name+":"+q.Image.Tag, q.Image.Tag
	if q.Image.Digest != "" {
		name, reference = q.Image.Name+"@"+q.Image.Digest, q.Image.Digest
	}
	return shell.Words{
		"namespace": shell.Namespace(q.Namespace), "host": shell.Registry(host), "login": shell.Registry(login),
		"image": shell.Image(name), "repository": shell.Image(q.Image.Repository), "reference": shell.Image(reference),
	}
}

// readable says whether crane finds the credentials in the pull secret as the
// kubelet does: it goes by the host alone, and knows the one form of the file.
func readable(s *diagnose.Snapshot, q *diagnose.RegistryQuestion, c keyring.Credential) bool {
	key := q.Image.Registry
	if key == "docker.io" {
		key = "https://index.docker.io/v1/"
	}
	return s != nil && c.Key == key && slices.ContainsFunc(s.Secrets, func(x diagnose.Secret) bool {
		return x.Namespace == q.Namespace && x.Name == c.Secret && x.Type == "kubernetes.io/dockerconfigjson" && len(x.Data[".dockerconfigjson"]) > 0
	})
}

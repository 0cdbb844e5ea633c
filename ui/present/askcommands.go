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
	for _, g := range sameCredentials(questions) {
		out = append(out, g.commands(s)...)
	}
	out = append(out, "# without credentials")
	out = append(out, each(questions, "DOCKER_CONFIG=$(mktemp -d) crane digest {image}", "curl -sSI https://{host}/v2/{repository}/manifests/{reference}")...)
	counts := false
	var listed []diagnose.RegistryQuestion
	for _, q := range questions {
		if q.Platforms {
			listed = append(listed, q)
			counts = counts || q.Image.Registry == "docker.io"
		}
	}
	switch {
	case counts:
		out = append(out, "# the platforms; Docker Hub counts this as a pull")
	case len(listed) > 0:
		out = append(out, "# the platforms")
	}
	return append(out, each(listed, "crane manifest {image}")...)
}

// each are the commands for all images, once for each image.
func each(questions []diagnose.RegistryQuestion, templates ...string) []string {
	var out []string
	for i := range questions {
		for _, line := range shell.Lines(wordsFor(&questions[i]), templates...) {
			if !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	return out
}

// withOne are the questions that are asked with the same credentials.
type withOne struct {
	credential keyring.Credential
	questions  []diagnose.RegistryQuestion
}

func sameCredentials(questions []diagnose.RegistryQuestion) []withOne {
	type id struct{ namespace, secret, key, registry string }
	at := map[id]int{}
	var out []withOne
	for _, q := range questions {
		for _, c := range q.Credentials {
			key := id{q.Namespace, c.Secret, c.Key, q.Image.Registry}
			i, ok := at[key]
			if !ok {
				i = len(out)
				at[key], out = i, append(out, withOne{credential: c})
			}
			out[i].questions = append(out[i].questions, q)
		}
	}
	return out
}

// commands ask for all images with the credentials.
func (g *withOne) commands(s *diagnose.Snapshot) []string {
	q := &g.questions[0]
	words := wordsFor(q)
	words["secret"] = shell.Name(g.credential.Secret)
	before := []string{
		"# with the credentials of Secret {secret}",
		"export DOCKER_CONFIG=$(umask 077; mktemp -d)",
		"kubectl -n {namespace} get secret {secret} -o 'jsonpath={.data.\\.dockerconfigjson}' | base64 -d > $DOCKER_CONFIG/config.json",
	}
	if !readable(s, q, g.credential) {
		before = append(before[:2:2],
			"read -rp 'User name: ' USERNAME && read -rsp 'Password: ' PASSWORD",
			`printf %s "$PASSWORD" | crane auth login {login} --username "$USERNAME" --password-stdin`)
	}
	out := shell.Lines(words, before...)
	if !shell.Some(out[len(out)-1:]) {
		return out
	}
	out = append(out, each(g.questions, "crane digest {image}")...)
	return append(out, "rm -r $DOCKER_CONFIG; unset DOCKER_CONFIG")
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

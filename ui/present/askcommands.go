package present

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// AskCommands are the commands that ask the same questions by hand, with crane
// and curl. Passwords are in none of them: crane reads the pull secret, or the
// standard input.
func AskCommands(questions []diagnose.RegistryQuestion) []string {
	var out []string
	for i := range questions {
		for _, command := range askCommands(&questions[i]) {
			if !slices.Contains(out, command) {
				out = append(out, command)
			}
		}
	}
	return out
}

func askCommands(q *diagnose.RegistryQuestion) []string {
	image := imageOf(q.Image)
	var out []string
	for _, c := range q.Credentials {
		out = append(out, withCredentials(q, c, image))
	}
	crane := "DOCKER_CONFIG=$(mktemp -d) crane digest " + shell.Quote(image) + "   # without credentials"
	out = append(out, crane, curlCommand(q.Image))
	if q.Platforms {
		out = append(out, "crane manifest "+shell.Quote(image)+"   # lists the platforms; Docker Hub counts it as a pull")
	}
	return out
}

// withCredentials asks with those of a pull secret. crane finds an entry by the
// host or the whole repository; other keys need a login of its own.
func withCredentials(q *diagnose.RegistryQuestion, c keyring.Credential, image string) string {
	host := craneHost(q.Image)
	if version, stored := q.Versions[c.Secret]; stored && version != "" && (c.Key == host || c.Key == q.Image.Registry) {
		return fmt.Sprintf("(umask 077; export DOCKER_CONFIG=$(mktemp -d); kubectl -n %s get secret %s -o 'jsonpath={.data.\\.dockerconfigjson}' | base64 -d > \"$DOCKER_CONFIG/config.json\"; crane digest %s; rm -r \"$DOCKER_CONFIG\")",
			shell.Quote(q.Namespace), shell.Quote(c.Secret), shell.Quote(image))
	}
	return fmt.Sprintf("(export DOCKER_CONFIG=$(mktemp -d); crane auth login %s --username USER --password-stdin; crane digest %s; rm -r \"$DOCKER_CONFIG\")   # type the password of %s, then ctrl+d",
		shell.Quote(host), shell.Quote(image), c.Secret)
}

// craneHost is the name under which crane looks for credentials.
func craneHost(i keyring.Image) string {
	if i.Registry == "docker.io" {
		return "index.docker.io"
	}
	return i.Registry
}

// imageOf is the reference that a node asks for: by digest where there is one.
func imageOf(i keyring.Image) string {
	if i.Digest != "" {
		return i.Name + "@" + i.Digest
	}
	return i.Name + ":" + i.Tag
}

// curlCommand asks for the manifest without credentials; the answer of a
// registry with a token server is the challenge that names it.
func curlCommand(i keyring.Image) string {
	host := i.Registry
	if host == "docker.io" {
		host = "registry-1.docker.io"
	}
	reference := i.Tag
	if i.Digest != "" {
		reference = i.Digest
	}
	url := "https://" + host + "/v2/" + i.Repository + "/manifests/" + reference
	return "curl -sSI " + shell.Quote(url) + "   # add -u USER where it answers WWW-Authenticate: Basic; curl asks for the password"
}

// AskCommandLines are the commands as lines of at most w cells.
func AskCommandLines(questions []diagnose.RegistryQuestion, w int) []string {
	var out []string
	for _, c := range AskCommands(questions) {
		out = append(out, CommandLines(strings.TrimSpace(c), w)...)
	}
	return out
}

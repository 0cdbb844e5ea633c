package lookup

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// MostConfig is the longest Docker config that is read, in bytes. It is the
// limit of a Secret.
const MostConfig = 1 << 20

// Config is what a Docker config contains. It has no password.
type Config struct {
	Hosts    []Host
	Faults   []string // sentences: what keeps nodes from reading it
	Settings []string // other settings in the file, which would be copied into a Secret
	Checks   []diagnose.CheckName
	Do       []Step
}

// Step is something to do, with the commands for a POSIX shell that do it.
type Step struct {
	Text     string
	Commands []string
}

// Host is one registry of a Docker config.
type Host struct {
	Key     string // as it can be shown
	Service string // "Docker Hub"; "" if it is not known
	User    string // as it can be shown; "" if there is none
	Has     bool   // credentials that a node can use
	Why     string // sentence: where the credentials are, or why a node cannot use them; may be empty
	Helper  string // the helper that has the credentials, "desktop"; "" for none
}

// IsConfig reports whether content is a Docker config, in its present or its old form.
func IsConfig(content []byte) bool {
	var top map[string]json.RawMessage
	if json.Unmarshal(content, &top) != nil || top["apiVersion"] != nil || top["kind"] != nil {
		return false
	}
	for _, name := range []string{"auths", "credsStore", "credHelpers"} {
		if top[name] != nil {
			return true
		}
	}
	in := inspect(content)
	return in.Shape == keyring.ShapeNoAuths
}

func inspect(content []byte) keyring.Inspection {
	return keyring.Inspect(keyring.Secret{Type: keyring.TypeDockerConfigJSON, Data: map[string][]byte{keyring.KeyDockerConfigJSON: content}})
}

// ReadConfig reads a Docker config that is in a file. It never fails: Faults
// says what is wrong with the content.
func ReadConfig(content []byte, file string) Config {
	var c Config
	if len(content) > MostConfig {
		c.Faults = []string{"The file is larger than 1 MiB, the limit of a Secret. It is not a Docker config."}
		return c
	}
	if note := manifestNote(content); note != "" {
		c.Faults = []string{note}
		return c
	}
	if len(bytes.TrimSpace(content)) == 0 {
		c.Faults = []string{"The file is empty."}
		return c
	}
	in := inspect(content)
	c.readFaults(&in)
	helpers := helpersOf(content)
	for _, e := range in.Entries {
		c.Hosts = append(c.Hosts, hostOf(e, in.CredsStore, helpers))
	}
	for _, key := range in.CredHelpers {
		if !slices.ContainsFunc(in.Entries, func(e keyring.Entry) bool { return e.Key == key }) {
			c.Hosts = append(c.Hosts, hostOf(keyring.Entry{Key: key}, in.CredsStore, helpers))
		}
	}
	for _, name := range in.Extra {
		c.Settings = append(c.Settings, keyring.ShowText(name))
	}
	c.advise(&in, file)
	return c
}

func manifestNote(content []byte) string {
	if hasLine(string(content), "apiVersion:") || bytes.Contains(content, []byte(`"apiVersion"`)) {
		return "This is a manifest, not a Docker config: pulldoctor --report -f FILE diagnoses it."
	}
	return ""
}

// Found reports whether it is a Docker config at all.
func (c *Config) Found() bool { return len(c.Hosts) > 0 || len(c.Checks) > 0 }

func (c *Config) readFaults(in *keyring.Inspection) {
	if in.Detail != "" && in.State != keyring.OK {
		c.Faults = append(c.Faults, strings.ToUpper(in.Detail[:1])+in.Detail[1:]+".")
	}
	switch {
	case in.Shape == keyring.ShapeDouble:
		c.Checks = checks(diagnose.CheckDoubleBase64)
	case in.Shape == keyring.ShapeNoAuths:
		c.Checks = checks(diagnose.CheckWrongConfigShape)
	case in.State == keyring.Undecodable:
		c.Checks = checks(diagnose.CheckUndecodableBase64)
	case in.State == keyring.Unparseable:
		c.Checks = checks(diagnose.CheckUnparseableConfig)
	case in.CredsStore != "" || len(in.CredHelpers) > 0:
		c.Checks = checks(diagnose.CheckEmptyCredential)
	case in.State == keyring.Empty:
		c.Checks = checks(diagnose.CheckWrongConfigShape)
	}
}

// helpersOf are the programs of credHelpers, by host.
func helpersOf(content []byte) map[string]string {
	var f struct {
		CredHelpers map[string]string `json:"credHelpers"`
	}
	_ = json.Unmarshal(content, &f) // what cannot be read has no helpers
	return f.CredHelpers
}

func hostOf(e keyring.Entry, store string, helpers map[string]string) Host {
	h := Host{Key: keyring.ShowKey(e.Key), User: keyring.ShowText(redact.User(redact.Free(e.Username))), Service: provider.Of(keyHost(e.Key)).Title}
	helper := helpers[e.Key]
	if helper == "" && e.Password == "" {
		helper = store
	}
	switch {
	case e.Fault != keyring.FaultNone:
		h.Why = "The node cannot read the entry: " + text.Sentence(e.Detail) + "."
	case e.Dropped != "":
		h.Why = "The node ignores the entry: its key is not a valid host."
	case e.Username != "" && e.Password != "":
		h.Has = true
		h.Why = provider.Unusable(keyHost(e.Key), e.Username, e.Password.Reveal())
		h.Has = h.Why == ""
		if wrong := provider.WrongUser(keyHost(e.Key), e.Username, e.Password.Reveal()); wrong != "" && h.Why == "" {
			h.Why = wrong
		}
	case helper != "" && goodHelper(helper):
		h.Helper = helper
		h.Why = "The credentials are not in the file: docker-credential-" + helper + " keeps them."
	case helper != "":
		h.Why = "The credentials are not in the file: another program keeps them."
	case e.IdentityToken:
		h.Why = "The file has an identity token only, which nodes ignore."
	case e.Password == "":
		h.Why = "The entry has no password, so nodes pull anonymously."
	default:
		h.Why = "The entry has no user name."
	}
	return h
}

// goodHelper reports whether the name of a helper is fit for a command.
func goodHelper(s string) bool {
	return len(s) < 50 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == ""
}

// keyHost is the host of a key, without scheme and path.
func keyHost(key string) string {
	if _, rest, ok := strings.Cut(key, "://"); ok {
		key = rest
	}
	host, _, _ := strings.Cut(key, "/")
	return host
}

// mostCommands is how many registries get a command of their own.
const mostCommands = 5

// advise says how to make a pull secret of the file.
func (c *Config) advise(in *keyring.Inspection, file string) {
	do := func(words string, commands ...string) { c.Do = append(c.Do, Step{words, commands}) }
	if in.State == keyring.Unparseable || in.State == keyring.Undecodable {
		do("Repair the file first: one entry that cannot be read makes every pull of the pod fail.")
		return
	}
	usable := c.commands(in, func(h Host) bool { return h.Has }, func(_ Host, key string) string {
		return shell.Lines(shell.Words{"script": shell.Script("{auths: {" + key + ": .auths[" + key + "]}}"), "file": shell.Path(file)},
			"jq {script} {file} | "+createFrom("NAME", "/dev/stdin"))[0]
	})
	switch {
	case in.Shape == keyring.ShapeNoAuths && len(c.Hosts) > 0:
		do("The file has the old form, without auths. Wrap it for a Secret of type kubernetes.io/dockerconfigjson.",
			shell.Lines(shell.Words{"file": shell.Path(file)}, "jq '{auths: .}' {file} | "+createFrom("NAME", "/dev/stdin"))...)
	case len(usable) == 0 || in.Shape != keyring.ShapeOK:
	case len(c.Hosts) == 1 && in.CredsStore == "" && len(in.Extra) == 0:
		do("A pull secret can be made of the file as it is.", shell.Lines(shell.Words{"file": shell.Path(file)}, createFrom("NAME", "{file}"))...)
	default:
		do("Put only the registry that the pods need into the Secret: everyone who can read Secrets in the namespace can read all of it.", usable...)
	}
	helped := c.commands(in, func(h Host) bool { return h.Helper != "" }, func(h Host, key string) string {
		return shell.Lines(shell.Words{
			"host": shell.Registry(strings.Trim(key, `"`)), "helper": shell.Name(h.Helper),
			"script": shell.Script("{auths: {" + key + ": {username: .Username, password: .Secret}}}"),
		}, "printf %s {host} | docker-credential-{helper} get | jq {script} | "+createFrom("NAME", "/dev/stdin"))[0]
	})
	if len(helped) > 0 {
		do("For registries whose credentials another program keeps, ask that program on this machine: a Secret made of the file has no credentials for them. If it returns the user name <token>, nodes cannot use the password.", helped...)
	}
	switch {
	case len(c.Do) > 0:
		do("Or let pulldoctor do it: a fix can use the credentials of this machine. It shows the change first.")
	case len(c.Faults) == 0:
		do("The file has no credentials that a node could use. Log in to the registry first.", "docker login REGISTRY")
	}
}

// commands makes a command for each of the first hosts of a kind whose key can
// be written as it is.
func (c *Config) commands(in *keyring.Inspection, of func(Host) bool, command func(h Host, key string) string) (out []string) {
	for _, h := range c.Hosts {
		if key, ok := jsonKey(in, h); ok && of(h) && len(out) < mostCommands {
			out = append(out, command(h, key))
		}
	}
	return out
}

// jsonKey is a host's key for jq, if it is shown as it is written.
func jsonKey(in *keyring.Inspection, h Host) (string, bool) {
	plain := slices.ContainsFunc(in.Entries, func(e keyring.Entry) bool { return e.Key == h.Key }) || slices.Contains(in.CredHelpers, h.Key)
	if !plain || strings.ContainsAny(h.Key, "\"\\•") {
		return "", false
	}
	return `"` + h.Key + `"`, true
}

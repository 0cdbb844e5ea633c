package step

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/dockerconfig"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

// content is a change of a secret's data, described in words.
type content struct {
	typ, fromKey string
	before, data map[string][]byte
	remove       []string
}

// words says what to change in the decoded content.
func (c content) words(fix string, form *diagnose.CredentialsForm) string {
	if form != nil {
		return fmt.Sprintf("set your user name and password for %s, and leave auth out", redact.Key(form.Key))
	}
	var gone, come []string
	for _, l := range dataDiff(c.before, c.data, c.remove) {
		text := strings.TrimSpace(strings.TrimSuffix(l.Text, "  (new value)"))
		switch l.Op {
		case '-':
			gone = append(gone, text)
		case '+':
			come = append(come, text)
		}
	}
	if fix == "rename-key" && len(gone) == 1 && len(come) == 1 {
		return fmt.Sprintf("rename %s to %s", strings.TrimSuffix(gone[0], ": {"), strings.TrimSuffix(come[0], ": {"))
	}
	if strings.HasSuffix(fix, "-one-host") {
		return "keep only the entries that are needed"
	}
	words := map[string]string{
		"wrap-auths": `put {"auths": ... } around it`, "unwrap-auths": `keep only what is under "auths"`,
		"reencode-auth": "write auth as base64 of user:password", "trim-login": "write auth as base64 of user:password, without whitespace",
		"repair-entry": `write {"auth": base64 of user:password} under the registry key`, "decode-once": "decode it once more with base64 -d",
		"use-fields": "delete auth, so that user name and password are used", "drop-entry": "delete the broken entry",
		"drop-settings": "delete the settings of the Docker client and keep the registries", "unquote-config": "remove the quotes around the text, and replace every \\\" in it by a quote",
		"add-key": "copy the entry to the other key", "move-data-key": c.moveWords(),
		"repair-json": "use the plain JSON character wherever the diagnosis reports another one",
	}
	if w := words[fix]; w != "" {
		return w
	}
	return "see the diff above"
}

// moveWords says what a move to another data key changes in the content: only the
// keys of the two types differ in their format.
func (c content) moveWords() string {
	key := pull.WantedKey(c.typ)
	_, err := dockerconfig.UnwrapAuths(c.data[key])
	switch {
	case c.fromKey == keyring.KeyDockercfg && key == keyring.KeyDockerConfigJSON:
		return `put {"auths": ... } around it, unless it is already there`
	case key == keyring.KeyDockercfg && err != nil:
		return `keep only what is under "auths", if it has that level`
	}
	return "nothing; it only moves to another data key"
}

package diagnose

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// samples are the forms of values that were meant to be replaced. They are
// held against the value in small letters, blanks taken off.
var samples = []struct {
	form pattern
	why  string
}{
	{lazy(`^<[^>]*>$`), "it stands in angle brackets"},
	{lazy(`^\[[a-z _-]+\]$`), "it stands in square brackets"},
	{lazy(`^\$?\{\{.*\}\}$`), "it is a template expression that nobody filled in"},
	{lazy(`^\$\{[a-z_][a-z0-9_]*(:?[-=?+].*)?\}$|^\$\([a-z_][a-z0-9_]*\)$|^%[a-z_][a-z0-9_]*%$`), "it is the name of a variable"},
	{lazy(`^enc\[.*\]$|^\$ansible_vault;|^-----begin pgp message`), "it is still encrypted"},
	{lazy(`^(vault|op|ref\+[a-z0-9]+|arn:aws:secretsmanager|gcp-sm|aws-sm|secretsmanager|akv):[^ ]+`), "it is the address of a secret, not the secret"},
	{lazy(`^%!.?\(.*\)$|%!.\(<nil>\)|^map\[.*\]$`), "it is what a template printed for a value that was not there"},
	{lazy(`^[x*.]{4,}$`), "it is only filler"},
	{lazy(`^(insert|enter|add|put|replace|use)[-_ ](your|with|me|this|here|the|real|actual)|^(your|my)[-_ ]?(docker|github|gitlab|registry|real|actual|ghcr|harbor|quay|personal|access|api|robot|robot account)?[-_ ]?(access|hub)?[-_ ]?(user|user[-_ ]?name|name|id|login|pass|pword|password|token|secret|key|pat|e-?mail)([-_ ]here)?$|^your[-_ ]|^your\.?private\.?registry`), "it reads like a sample"},
	{lazy(`^docker_(registry_)?(server|user|username|pass|password|token|email)$`), "it is the name of a setting, not its value"},
	{lazy(`^(janedoe|johndoe|jane\.doe|john\.doe|todo|tbd|fixme|placeholder|redacted|change[-_ ]?(me|it|this)|replace[-_ ]?me|undefined)$`), "it is a well-known sample"},
}

// shellVariable is a variable in capitals; $oauthtoken is none.
var shellVariable = lazy(`^\$[A-Z_][A-Z0-9_]+$`)

// secretAddress is an address of a secret that stands for user and password together: cut at its
// first colon it looks like a login.
var secretAddress = lazy(`^vault:[a-z0-9_./-]+#[a-z0-9_.-]+$|^(op|ref\+[a-z0-9]+|awssm|gcpsm)://|^arn:aws:secretsmanager:`)

// sampleLogin names the sample value that a login holds, and which of the two it is.
func sampleLogin(registry, user, password string) (what, why string) {
	if why = placeholderIn(user); why != "" && !provider.Reserved(registry, user) {
		return "user name", why
	}
	if why = placeholderIn(password); why != "" {
		return "password", why
	}
	if secretAddress.MatchString(strings.ToLower(user + ":" + password)) {
		return "auth", "it is the address of a secret, not the secret"
	}
	return "", ""
}

// sampleKey names the sample of a manual that a registry key is. A variable that was not filled in
// is told where keys are compared.
func sampleKey(key string) string {
	if strings.ContainsAny(key, "$%{") {
		return ""
	}
	_, host, found := strings.Cut(key, "://")
	if !found {
		host = key
	}
	return placeholderIn(strings.TrimRight(host, "/"))
}

// placeholderIn names the sample value that a text is, "" if it is none.
func placeholderIn(value string) string {
	v := strings.TrimSpace(value)
	if shellVariable.MatchString(v) {
		return "it is the name of a shell variable"
	}
	v = strings.ToLower(v)
	for _, s := range samples {
		if s.form.MatchString(v) {
			return s.why
		}
	}
	return ""
}

package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Samples are the forms of values that were meant to be replaced. They are
// matched against the value in lower case, without surrounding whitespace.
var Samples = []struct {
	Form text.Pattern
	Why  string
}{
	{text.Lazy(`^<[^>]*>$`), "it is in angle brackets"},
	{text.Lazy(`^\[[a-z _-]+\]$`), "it is in square brackets"},
	{text.Lazy(`^\$?\{\{.*\}\}$`), "it is a template expression that was never evaluated"},
	{text.Lazy(`^\$\{[a-z_][a-z0-9_]*(:?[-=?+].*)?\}$|^\$\([a-z_][a-z0-9_]*\)$|^%[a-z_][a-z0-9_]*%$`), "it is the name of a variable"},
	{text.Lazy(`^enc\[.*\]$|^\$ansible_vault;|^-----begin pgp message`), "it is still encrypted"},
	{text.Lazy(`^(vault|op|ref\+[a-z0-9]+|arn:aws:secretsmanager|gcp-sm|aws-sm|secretsmanager|akv):[^ ]+`), "it is the address of a secret, not the secret"},
	{text.Lazy(`^%!.?\(.*\)$|%!.\(<nil>\)|^map\[.*\]$`), "it is what a template prints for a missing value"},
	{text.Lazy(`^[x*.]{4,}$`), "it is only filler"},
	{text.Lazy(`^(insert|enter|add|put|replace|use)[-_ ](your|with|me|this|here|the|real|actual)|^(your|my)[-_ ]?(docker|github|gitlab|registry|real|actual|ghcr|harbor|quay|personal|access|api|robot|robot account)?[-_ ]?(access|hub)?[-_ ]?(user|user[-_ ]?name|name|id|login|pass|pword|password|token|secret|key|pat|e-?mail)([-_ ]here)?$|^your[-_ ]|^your\.?private\.?registry`), "it reads like a sample"},
	{text.Lazy(`^docker_(registry_)?(server|user|username|pass|password|token|email)$`), "it is the name of a setting, not its value"},
	{text.Lazy(`@example\.(com|org|net)$`), "example.com is reserved for documentation"},
	{text.Lazy(`^(soumyalj|testabc123|janedoe|johndoe|jane\.doe|john\.doe|todo|tbd|fixme|placeholder|redacted|change[-_ ]?(me|it|this)|replace[-_ ]?me|undefined)$`), "it is a well-known sample"},
}

// ShellVariable matches a variable in capitals; $oauthtoken is not one.
var ShellVariable = text.Lazy(`^\$[A-Z_][A-Z0-9_]+$`)

// secretAddress matches an address of a secret that replaces user and password together: split at its
// first colon it looks like user:password.
var secretAddress = text.Lazy(`^vault:[a-z0-9_./-]+#[a-z0-9_.-]+$|^(op|ref\+[a-z0-9]+|awssm|gcpsm)://|^arn:aws:secretsmanager:`)

// SampleCredentials returns which part of the credentials is a sample value, and why.
func SampleCredentials(registry, user, password string) (what, why string) {
	if why = PlaceholderIn(user); why != "" && !provider.Reserved(registry, user) {
		return "user name", why
	}
	if why = PlaceholderIn(password); why != "" {
		return "password", why
	}
	if secretAddress.MatchString(strings.ToLower(user + ":" + password)) {
		return "auth", "it is the address of a secret, not the secret"
	}
	return "", ""
}

// SampleKey says why a registry key is a sample from documentation. A variable that was not replaced
// is reported where keys are compared.
func SampleKey(key string) string {
	if strings.ContainsAny(key, "$%{") {
		return ""
	}
	if word := SampleWord(key); word != "" {
		return keyring.ShowText(word) + " is a sample"
	}
	_, host, found := strings.Cut(key, "://")
	if !found {
		host = key
	}
	return PlaceholderIn(strings.TrimRight(host, "/"))
}

// PlaceholderIn says why a text is a placeholder, "" if it is not one.
func PlaceholderIn(value string) string {
	v := strings.TrimSpace(value)
	if ShellVariable.MatchString(v) {
		return "it is the name of a shell variable"
	}
	if capitalWords.MatchString(v) {
		return "it is a placeholder from documentation, in capitals"
	}
	v = strings.ToLower(v)
	for _, s := range Samples {
		if s.Form.MatchString(v) {
			return s.Why
		}
	}
	return ""
}

package diagnose

import (
	"strings"
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
	{lazy(`^[x*.]{4,}$`), "it is only filler"},
	{lazy(`^(insert|enter|add|put|replace|use)[-_ ](your|with|me|this|here|the|real|actual)|^(your|my)[-_ ]?(docker|github|gitlab|registry|real|actual|ghcr|harbor|quay|personal|access|api|robot|robot account)?[-_ ]?(access|hub)?[-_ ]?(user|user[-_ ]?name|name|id|login|pass|pword|password|token|secret|key|pat|e-?mail)([-_ ]here)?$|^your[-_ ]`), "it reads like a sample"},
	{lazy(`^docker_(user|username|pass|password|token)$`), "it is the name of a setting, not its value"},
	{lazy(`^(janedoe|johndoe|jane\.doe|john\.doe|todo|tbd|fixme|placeholder|redacted|change[-_ ]?(me|it|this)|replace[-_ ]?me|undefined)$`), "it is a well-known sample"},
}

// shellVariable is a variable in capitals; $oauthtoken is none.
var shellVariable = lazy(`^\$[A-Z_][A-Z0-9_]+$`)

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

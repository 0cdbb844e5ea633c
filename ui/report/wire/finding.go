package wire

import "github.com/pulldoctor/pulldoctor/diagnose"

// Finding is one thing that a check found.
type Finding struct {
	Check     diagnose.CheckName `json:"check"`
	Severity  diagnose.Severity  `json:"severity"`
	Certainty diagnose.Certainty `json:"certainty"`
	Title     string             `json:"title"`
	Detail    string             `json:"detail"`
	Object    *Object            `json:"object,omitempty"`
	Commands  []string           `json:"commands,omitempty"` // to run outside of the cluster, or to investigate further; not a fix
	Fixes     []Fix              `json:"fixes,omitempty"`    // best first; at most one is applied
	Location  *Location          `json:"location,omitempty"` // manifests only: the field at fault
}

func findingOf(f diagnose.Finding) Finding {
	return Finding{Check: f.Check, Severity: f.Severity, Certainty: f.Certainty, Title: f.Title, Detail: f.Detail, Object: (*Object)(f.Object),
		Commands: f.Commands, Fixes: each(f.Fixes, FixOf), Location: (*Location)(f.Location)}
}

// Fix is one way to fix a finding. Its commands never contain a password.
type Fix struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"` // a verb phrase: "Rename the key in Secret shop/regcred"
	Commands []string `json:"commands"`
	Where    string   `json:"where,omitempty"`    // where to make the change instead, if something would revert it here
	Warnings []string `json:"warnings,omitempty"` // what it costs or risks, and who would revert it
}

// FixOf returns what a report says of a fix.
func FixOf(f diagnose.Fix) Fix {
	return Fix{ID: f.ID, Title: f.Title, Commands: f.Commands, Where: f.Where, Warnings: f.Warnings}
}

// Location is a place in a manifest; Line and Column begin at 1 and are 0 where
// they are unknown.
type Location struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Chart  string `json:"template,omitempty"`
}

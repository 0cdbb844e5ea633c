package diagnose

// Fix is one way to fix a finding, as data. Nothing is applied
// here; package kube applies the steps in order.
type Fix struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`              // a verb phrase: "Rename the key in Secret shop/regcred"
	Commands []string `json:"commands"`           // the same with kubectl; they never contain a password
	Where    string   `json:"where,omitempty"`    // where to make the change instead, if something would revert it here
	Warnings []string `json:"warnings,omitempty"` // what it costs or risks, and who would revert it

	Steps        []Step           `json:"-"`
	AtSource     []Step           `json:"-"` // changes to make where the objects come from; never applied here
	Form         *CredentialsForm `json:"-"` // credentials that are needed to complete the steps; nil if none are
	Recovers     []Object         `json:"-"` // pods that should start afterwards
	Restarts     []Object         `json:"-"` // pods that are deleted or replaced by the fix
	Tracked      []Tracked        `json:"-"` // the pods of Recovers, so that they can be followed when they are replaced
	AlsoAffected []Object         `json:"-"` // other pods that are affected: same service account, same secret
	After        string           `json:"-"` // what happens next, in one sentence
	Blocked      string           `json:"-"` // why it cannot be applied here; empty if it can
	Role         string           `json:"-"` // if a missing permission blocks it: the smallest Roles that grant it, as YAML
	Undoes       bool             `json:"-"` // it undoes an earlier fix
}

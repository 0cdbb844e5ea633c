package diagnose

// Fix is one way to mend a finding, as data. Nothing in it is carried out
// here; package kube does that, step by step, in order.
type Fix struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`              // a verb phrase: "Rename the key in Secret shop/regcred"
	Commands []string `json:"commands"`           // the same with kubectl; a password never stands in them
	Where    string   `json:"where,omitempty"`    // where to make the change instead, if something would revert it here
	Warnings []string `json:"warnings,omitempty"` // what it costs or risks, and who would revert it

	Steps        []Step           `json:"-"`
	AtSource     []Step           `json:"-"` // what is to be changed where the objects come from; never carried out here
	Form         *CredentialsForm `json:"-"` // a login must be given before the steps are complete; nil if not
	Recovers     []Object         `json:"-"` // pods that should start afterwards
	Restarts     []Object         `json:"-"` // pods that are deleted or replaced on the way
	Tracked      []Tracked        `json:"-"` // the pods of Heals, so that they can be followed when they are replaced
	AlsoAffected []Object         `json:"-"` // other pods that are touched: same account, same secret
	After        string           `json:"-"` // what happens then, in one sentence
	Blocked      string           `json:"-"` // why it cannot be applied here; empty if it can
	Role         string           `json:"-"` // when it is blocked for a missing right: the smallest Roles that grant it, as YAML
	Undoes       bool             `json:"-"` // it takes back an earlier fix
}

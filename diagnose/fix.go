package diagnose

// Fix is one way to fix a finding, as data. Nothing is applied
// here; package kube applies the steps in order.
type Fix struct {
	ID       string
	Title    string   // a verb phrase: "Rename the key in Secret shop/regcred"
	Commands []string // the same with kubectl; they never contain a password
	Where    string   // where to make the change instead, if something would revert it here
	Warnings []string // what it costs or risks, and who would revert it

	Steps        []Step
	AtSource     []Step           // changes to make where the objects come from; never applied here
	Form         *CredentialsForm // credentials that are needed to complete the steps; nil if none are
	Recovers     []Object         // pods that should start afterwards
	Restarts     []Object         // pods that are deleted or replaced by the fix
	Tracked      []Tracked        // the pods of Recovers, so that they can be followed when they are replaced
	AlsoAffected []Object         // other pods that are affected: same service account, same secret
	After        string           // what happens next, in one sentence
	Blocked      string           // why it cannot be applied here; empty if it can
	Role         string           // if a missing permission blocks it: the smallest Roles that grant it, as YAML
	Undoes       bool             // it undoes an earlier fix
}

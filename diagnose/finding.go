package diagnose

// Severity is how bad a finding is; the words are the report's.
type Severity string

const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// Certainty is how sure a finding is.
type Certainty string

const (
	Certain  Certainty = "certain"
	Likely   Certainty = "likely"
	Possible Certainty = "possible"
)

// Finding is one thing that a check found in a case.
type Finding struct {
	Check     CheckName `json:"check"`
	Severity  Severity  `json:"severity"`
	Certainty Certainty `json:"certainty"`
	Title     string    `json:"title"`
	Detail    string    `json:"detail"`
	Object    *Object   `json:"object,omitempty"`
	Commands  []string  `json:"commands,omitempty"` // what to run outside of the cluster, or to look closer; not a fix
	Fixes     []Fix     `json:"fixes,omitempty"`    // best first; at most one is applied
	Location  *Location `json:"location,omitempty"` // manifests only: the field at fault

	Link     LinkID     `json:"-"` // the station of the chain that it breaks
	Evidence []Evidence `json:"-"`
	Compare  *Compare   `json:"-"` // two nearly equal names, to be shown one above the other
	Cures    bool       `json:"-"` // mending it would give the kubelet a credential that matches the image
	Key      string     `json:"-"` // registry key that it is about, for the fixes
	Harmless bool       `json:"-"` // true, but not what the node complains about: no fix is offered
}

// Same says whether another finding tells the same of the same object.
func (f *Finding) Same(o Finding) bool {
	return f.Check == o.Check && f.Detail == o.Detail && f.Key == o.Key && f.Link == o.Link &&
		(f.Object == nil) == (o.Object == nil) && (f.Object == nil || *f.Object == *o.Object)
}

// Evidence is one fact that a finding rests on.
type Evidence struct {
	Source string // "event", "status", "secret", "service account", ...
	Text   string
}

// Compare holds two names that nearly agree.
type Compare struct {
	HaveLabel, Have string // `name in the secret`, `gchr.io`
	WantLabel, Want string
}

// NewFinding starts a finding; the title comes from its check.
func NewFinding(check CheckName, link LinkID, c Certainty, o *Object, detail string) Finding {
	return Finding{Check: check, Severity: SeverityError, Certainty: c, Detail: detail, Object: o, Link: link}
}

// UncertainIf lowers the certainty by one step.
func (f *Finding) UncertainIf(yes bool) {
	if !yes {
		return
	}
	if f.Certainty == Certain {
		f.Certainty = Likely
	} else {
		f.Certainty = Possible
	}
}

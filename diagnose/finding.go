package diagnose

// Severity is how serious a finding is. The values are those of the report.
type Severity string

const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// Certainty is how certain a finding is.
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
	Commands  []string  `json:"commands,omitempty"` // to run outside of the cluster, or to investigate further; not a fix
	Fixes     []Fix     `json:"fixes,omitempty"`    // best first; at most one is applied
	Location  *Location `json:"location,omitempty"` // manifests only: the field at fault

	Link     LinkID     `json:"-"` // the link of the chain that it breaks
	Evidence []Evidence `json:"-"`
	Compare  *Compare   `json:"-"` // two similar names, to be shown one above the other
	Cures    bool       `json:"-"` // fixing it would give the kubelet credentials that match the image
	Key      string     `json:"-"` // registry key that it concerns, for the fixes
	Harmless bool       `json:"-"` // true, but not what the node reports: no fix is offered
}

// Same reports whether another finding states the same about the same object.
func (f *Finding) Same(o Finding) bool {
	return f.Check == o.Check && f.Detail == o.Detail && f.Key == o.Key && f.Link == o.Link &&
		(f.Object == nil) == (o.Object == nil) && (f.Object == nil || *f.Object == *o.Object)
}

// Evidence is one fact that supports a finding.
type Evidence struct {
	Source string // "event", "status", "secret", "service account", ...
	Text   string
}

// Compare holds two names that are nearly equal.
type Compare struct {
	HaveLabel, Have string // `name in the secret`, `gchr.io`
	WantLabel, Want string
}

// NewFinding returns a finding of severity error. Its title comes from its check.
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

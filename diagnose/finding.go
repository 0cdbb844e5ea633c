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
	Check     CheckName
	Severity  Severity
	Certainty Certainty
	Title     string
	Detail    string
	Object    *Object
	Commands  []string  // to run outside of the cluster, or to investigate further; not a fix
	Fixes     []Fix     // best first; at most one is applied
	Location  *Location // manifests only: the field at fault

	Link     LinkID // the link of the chain that it breaks
	Evidence []Evidence
	Compare  *Compare // two similar names, to be shown one above the other
	Cures    bool     // fixing it would give the kubelet credentials that match the image
	Key      string   // registry key that it concerns, for the fixes
	Harmless bool     // true, but not what the node reports: no fix is offered
}

// Identity is equal for findings that state the same about the same object.
type Identity struct {
	check       CheckName
	detail, key string
	link        LinkID
	object      Object // the zero Object where there is none
}

// Identity returns what tells this finding from others.
func (f *Finding) Identity() Identity {
	id := Identity{check: f.Check, detail: f.Detail, key: f.Key, link: f.Link}
	if f.Object != nil {
		id.object = *f.Object
	}
	return id
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

package diagnose

// newFinding starts a finding; the title comes from its check.
func newFinding(check string, link LinkID, c Certainty, o *Object, detail string) Finding {
	return Finding{Check: check, Severity: SeverityError, Certainty: c, Detail: detail, Object: o, Link: link}
}

// uncertainIf lowers the certainty by one step.
func (f *Finding) uncertainIf(yes bool) {
	if !yes {
		return
	}
	if f.Certainty == Certain {
		f.Certainty = Likely
	} else {
		f.Certainty = Possible
	}
}

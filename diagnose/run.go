package diagnose

// Run diagnoses every failing pull of a snapshot.
func Run(s *Snapshot, o Options) *Result {
	return &Result{Snapshot: s}
}

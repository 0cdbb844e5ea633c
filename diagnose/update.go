package diagnose

// Update is one state of knowledge about a cluster, as its reader sends it.
type Update struct {
	Snapshot *Snapshot // nil while nothing could be read yet
	Progress string    // what is being read, in words; empty when at rest
	Live     bool      // changes are followed; false: what is shown may be stale
	Err      error     // why reading failed, in one sentence
}

package diagnose

import "time"

// Update is one state of knowledge about a cluster, as its reader sends it.
type Update struct {
	Snapshot *Snapshot // nil while nothing could be read yet
	Progress string    // what is being read, in words; empty when at rest
	Live     bool      // changes are followed; false: what is shown may be stale
	Err      error     // why reading failed, in one sentence
	Heard    time.Time // when the cluster last said how its pods are, by this computer's clock; zero: never, or not told
}

package diagnose

import "time"

// Update is the current knowledge about a cluster, as its reader sends it.
type Update struct {
	Snapshot *Snapshot // nil while nothing could be read yet
	Progress string    // what is being read, in words; empty if nothing is
	Live     bool      // changes are being watched; false: what is shown may be stale
	Err      error     // why reading failed, in one sentence
	Heard    time.Time // when the cluster last reported on its pods, by this computer's clock; zero: never, or unknown
}

// Package simulate holds a test that runs whole worlds from one seed: a cluster, a user who reads, fixes, undoes and
// starts again, a second writer, and faults at every request. What must always hold is checked after each step, and a
// failing seed prints the shortest story that still fails. Time is simulated.
//
//	make simulate SEED=1 RUNS=1000
//
// It has no code outside of its tests.
package simulate

// Package apitest is an API server for tests that observe or disturb the
// requests themselves: it speaks HTTP in protobuf and JSON, pages lists,
// selects by fields, keeps a history for watches, drops it on request, and
// refuses what a test forbids. It is read-only.
//
// Its network is in memory, so that a test in a synctest bubble has a clock of
// its own: an hour of silence takes no time.
//
// It imports nothing of ours. Only tests import it.
package apitest

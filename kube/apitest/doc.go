// Package apitest is an API server for tests that want to see or to disturb
// the requests themselves: it speaks HTTP in protobuf and JSON, pages lists,
// selects by fields, keeps a history for watches, forgets it when told, and
// refuses what a test says may not be done. It only reads.
//
// Its network is in memory, so that a test in a synctest bubble has a clock of
// its own: an hour of silence takes no time.
package apitest

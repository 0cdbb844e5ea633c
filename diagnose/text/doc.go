// Package text holds what several packages need to write English: counts, lists, sentences,
// versions, and patterns that are compiled when they are first used.
//
// It imports nothing of ours.
package text

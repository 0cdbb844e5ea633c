// Package events writes the practice cluster's events as the recorder of client-go does: a repeated
// event only raises its count, and a source that writes too many about one object is cut off.
//
// It may import apiserver and store.
package events

// Package track follows pods over readings: which pod of a later snapshot replaces a failing one,
// and whether it recovered.
//
// It may import diagnose and symptom.
package track

// Package rules applies what a team has decided about findings: which to ignore
// and until when, which severity they have, and which pull secrets exist
// elsewhere. Start reading at Rules.Review.
//
// It may import the types of diagnose only; package ui/settings reads the files.
package rules

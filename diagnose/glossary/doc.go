// Package glossary explains the terms of image pulls in a few sentences each,
// for newcomers. It is the one source of these texts: the course, the screens
// and "pulldoctor explain" show them.
//
// It imports nothing of this program.
package glossary

import "slices"

// Term is a word and its meaning.
type Term struct {
	Name  string
	Also  []string // other spellings, and words that it explains as well
	Means string   // paragraphs, separated by an empty line; lines are wrapped by hand
}

// Terms are all terms: the basic ones first, then those of config.json, of
// registries and of nodes.
func Terms() []Term { return slices.Concat(basics, configFields, registries, nodes) }

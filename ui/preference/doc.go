// Package preference reads what a user has set for the screens: the file
// settings.yaml in the user's folder for configuration.
//
//	theme: auto            # dark, light, high-contrast, color-blind, 16
//	view: pods             # causes: one row a cause
//	sort: age              # namespace, cause, registry, pods, age
//	columns: [registry, pods, age, image, node]
//	mouse: true
//	production: [live]     # words in a context's name that mean production
//	keys:
//	  fix: F               # by the names of the table of keys
//
// A file that cannot be used is one line for the user, and the defaults.
//
// It imports the vocabulary (package ui), screen for the table of keys, and theme.
package preference

// Package export takes what is known out of the program: the report and the
// files of a fix into a folder, commands and YAML to the clipboard. Everything
// but the files of a fix is without credentials; files can be read by their
// owner only, and none is overwritten.
//
// It imports the vocabulary (packages ui and diagnose), present, screen and the
// report formats.
package export

// Package ui is the vocabulary of the interactive program: the Backend that it
// shows, the Options it is started with, the classroom of the course and the
// credentials that a user has already. It does no work; its sub-packages do.
//
//	tui      the program on the screen: keys, palette, help, log
//	line     the program line by line
//	list     the failing pods, or their causes
//	train    the course of the practice cluster
//	pod      one pod: the pull chain, the evidence, the fixes
//	fix      the form, the preview and the result of a fix
//	export   files and clipboard
//	present  what the screens and line mode say alike
//	screen   what every screen is made of
//	cell     text in terminal cells
//	theme    colours and glyphs
//
// Each of them imports only what is below it; imports_test.go lists the arrows.
// Beside them are the command line (cli), the reports (report), what is known of
// the course without a screen (course), and app, which puts everything together.
//
// Nothing but app knows a cluster or starts a program.
package ui

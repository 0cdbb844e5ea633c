// Package cell measures and lays out text in terminal cells.
//
// Widths are those of github.com/charmbracelet/x/ansi: escape sequences have
// none, wide characters have two. No function here cuts a string by bytes.
package cell

// Package ask is the screen that asks registries: it shows what would be sent
// where, waits for a yes, and shows the answers.
//
// It imports the vocabulary (packages ui and diagnose), present, screen, cell
// and theme.
package ask

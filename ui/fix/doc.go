// Package fix is the way of a fix over the screens: the form for credentials
// that it still needs, the user's own logins, the preview with its checks, and
// the result with its pods until they run.
//
// It imports the vocabulary (packages ui and diagnose), present, export, screen,
// cell and theme.
package fix

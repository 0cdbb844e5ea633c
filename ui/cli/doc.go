// Package cli is the command line: commands, flags, help and shell completion
// (with cobra, as kubectl), the output files of a report and the exit codes.
//
// Each command is a file with one constructor, added in New. Flags that only
// the root command takes are declared in flags.go, and the rules on which
// flags belong together are tables in check.go.
//
// The package may import diagnose and ui/report. It connects to nothing: what
// the root command does, and what only a kubeconfig or a cluster knows, comes
// in with Program.
package cli

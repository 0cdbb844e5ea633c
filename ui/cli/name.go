package cli

import (
	"path/filepath"
	"strings"
)

// The names under which the program can be called besides its own.
const (
	pluginName        = "kubectl-pulldoctor"          // kubectl runs it for "kubectl pulldoctor"
	pluginDisplayName = "kubectl pulldoctor"          // what people type then
	completeName      = "kubectl_complete-pulldoctor" // kubectl runs it to complete the plugin's arguments
)

// isPluginCompleter reports whether kubectl runs the program to complete the
// plugin's arguments: the arguments are the words so far, not flags.
func isPluginCompleter(argv0 string) bool { return baseName(argv0) == completeName }

func baseName(argv0 string) string {
	base := filepath.Base(strings.ReplaceAll(argv0, `\`, "/"))
	if ext := filepath.Ext(base); strings.EqualFold(ext, ".exe") {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

package cli

import (
	"path/filepath"
	"strings"
)

// The names under which the program can be called besides its own.
const (
	pluginName   = "kubectl-pulldoctor"          // kubectl runs it for "kubectl pulldoctor"
	completeName = "kubectl_complete-pulldoctor" // kubectl asks it for completions of the plugin
)

// Name is what people type to run the program, from its argv[0].
func Name(argv0 string) string {
	if base := baseName(argv0); base != pluginName {
		return base
	}
	return "kubectl pulldoctor"
}

// IsPluginCompleter says whether kubectl called the program to complete the
// plugin's arguments: then they are the words so far, not flags.
func IsPluginCompleter(argv0 string) bool { return baseName(argv0) == completeName }

func baseName(argv0 string) string {
	base := filepath.Base(strings.ReplaceAll(argv0, `\`, "/"))
	if ext := filepath.Ext(base); strings.EqualFold(ext, ".exe") {
		base = strings.TrimSuffix(base, ext)
	}
	return base
}

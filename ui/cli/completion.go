package cli

import (
	"embed"
	"strings"
)

//go:embed completion/pulldoctor.bash completion/pulldoctor.zsh completion/pulldoctor.fish
var completionFiles embed.FS

// completionScript is the script of a shell for the program as it is called.
// As a plugin it is kubectl-pulldoctor that is completed; for "kubectl
// pulldoctor" kubectl itself asks, see IsPluginCompleter.
func completionScript(shell, name string) string {
	if strings.Contains(name, " ") {
		name = pluginName
	}
	text, err := completionFiles.ReadFile("completion/pulldoctor." + shell)
	if err != nil {
		return "" // Shells and the files are compared by a test
	}
	function := strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '_'
	}, name)
	return strings.NewReplacer("_FUNCTION", "_"+function, "PROGRAM", name).Replace(string(text))
}

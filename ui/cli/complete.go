package cli

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Lookup finds what only a kubeconfig or a cluster knows. The flags of the
// line are parsed before it is called. Both return nil for "unknown".
type Lookup struct {
	Contexts   func(context.Context) []string
	Namespaces func(context.Context) []string
}

var themes = []string{"auto", "dark", "light", "high-contrast", "color-blind", "16"}

// registerCompletions declares the values of the root command's flags. Flags
// without a declaration have no completions.
func registerCompletions(root *cobra.Command, find Lookup) {
	for flag, values := range map[string]cobra.CompletionFunc{
		"output":   completeOutput,
		"fail-on":  completeFrom("error", "warning", "none"),
		"theme":    completeFrom(themes...),
		"filename": completeFiles,
		"config":   completeFiles,
		"baseline": completeFiles,

		"write-baseline": completeFiles,
		"kubeconfig":     completeFiles,
		"context":        completeNames(find.Contexts),
		"namespace":      completeNames(find.Namespaces),
	} {
		_ = root.RegisterFlagCompletionFunc(flag, values) // fails for a cluster flag that Program.Connect does not add
	}
}

func completeFiles(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// completeNames offers names in alphabetical order, and none for the practice
// cluster, which is in no kubeconfig.
func completeNames(find func(context.Context) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, typed string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
		if train, _ := cmd.Flags().GetBool("train"); !train && find != nil {
			found = matching(find(cmd.Context()), typed)
			slices.Sort(found)
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeOutput offers formats, and files after "FORMAT=". Shells cannot do
// the latter: to them the word is one file name.
func completeOutput(_ *cobra.Command, _ []string, typed string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
	format, path, hasFile := strings.Cut(typed, "=")
	if !hasFile {
		for _, f := range report.Formats {
			found = append(found, cobra.CompletionWithDesc(f.Name, f.Short))
		}
		return matching(found, typed), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
	directive := cobra.ShellCompDirectiveNoFileComp
	dir, base := filepath.Split(path)
	entries, _ := os.ReadDir(cmp.Or(dir, "."))
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || name[0] == '.' && base == "" {
			continue
		}
		if e.IsDir() {
			name += string(filepath.Separator)
			directive |= cobra.ShellCompDirectiveNoSpace
		}
		found = append(found, format+"="+dir+name)
	}
	return found, directive
}

// completeFrom offers fixed values.
func completeFrom(values ...cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return matching(values, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// completeFirst offers values for the first argument of a command.
func completeFirst(values func() []cobra.Completion) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, typed string) (found []cobra.Completion, _ cobra.ShellCompDirective) {
		if len(args) == 0 {
			found = matching(values(), typed)
		}
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}

// matching returns the completions of what has been typed.
func matching(all []cobra.Completion, typed string) (out []cobra.Completion) {
	for _, c := range all {
		if strings.HasPrefix(c, typed) {
			out = append(out, c)
		}
	}
	return out
}

// forCompletion prepares the commands for an unfinished line: a wrong flag in
// it does not keep the rest from being completed, and descriptions are plain
// text.
func forCompletion(root *cobra.Command) {
	plain := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	root.Flags().VisitAll(plain)
	root.PersistentFlags().VisitAll(plain)
	for _, c := range append(root.Commands(), root) {
		c.FParseErrWhitelist.UnknownFlags = true
	}
}

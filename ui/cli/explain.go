package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pulldoctor/pulldoctor/diagnose/lookup"
	diagtext "github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/ui/explain"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

const explainLong = `Explain words: what they mean, which checks they lead to, and what to do next.

WORDS can be a check, a term such as "pull secret" or credsStore, a registry or an image, the reason
of an event or the status of a pod, an error of kubectl, a menu of Rancher, or a line that a node or
a registry said. A line with quotes or special characters is best quoted.

With -, standard input is explained: the output of kubectl describe pod, kubectl get events or
kubectl get pods, or plain text. With -f, a Docker config: which registries it has, which of them
have no credentials in the file, and how to make a pull secret of it. Passwords are never printed.

Without words, all checks are listed. The exit code is 0 if something was recognized, 1 if nothing
was, and 2 for wrong usage or input that cannot be read.`

const explainExamples = `  # Explain a check, a term or the status of a pod
  NAME explain host-mismatch
  NAME explain ImagePullBackOff

  # Explain a message
  NAME explain 'failed to fetch anonymous token: unexpected status: 401 Unauthorized'

  # Explain what kubectl shows of a pod
  kubectl describe pod web | NAME explain -

  # Explain the credentials of this machine
  NAME explain -f ~/.docker/config.json`

func newExplainCommand(name string, clean func(string) string) *cobra.Command {
	var files []string
	cmd := &cobra.Command{
		Use:     "explain [WORDS... | -]",
		Short:   "Explain a check, a term, an error or a message",
		Long:    explainLong,
		Example: examples(name, explainExamples),
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 0 && len(files) > 0:
				return fmt.Errorf("%s takes words or -f, not both", cmd.CommandPath())
			case len(args) > 1 && args[0] == "-":
				return fmt.Errorf("%s - takes no further words", cmd.CommandPath())
			case len(args) > 0 && strings.TrimSpace(strings.Join(args, "")) == "":
				return fmt.Errorf("%s: the words are empty", cmd.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: completeFirst(knownWords),
		RunE: func(cmd *cobra.Command, args []string) error {
			e := explainer{in: cmd.InOrStdin(), out: cmd.OutOrStdout(), clean: clean, command: cmd.CommandPath()}
			e.style = report.Style{Width: min(100, Width(e.out)), Color: Color(e.out)}
			e.style.ASCII, _ = cmd.Flags().GetBool("ascii")
			switch {
			case len(files) > 0:
				return e.files(files)
			case len(args) == 0:
				return explain.All(e.out)
			case len(args) == 1 && args[0] == "-":
				return e.input()
			}
			return e.words(strings.Join(args, " "))
		},
	}
	cmd.Flags().StringArrayVarP(&files, "filename", "f", nil, "Explain a Docker config: a file `path`, or - for standard input. May be repeated")
	_ = cmd.RegisterFlagCompletionFunc("filename", completeFiles) // fails for an unknown flag only
	return cmd
}

// knownWords are the words that can be completed: names without spaces.
func knownWords() (names []cobra.Completion) {
	seen := map[string]bool{}
	for _, w := range lookup.Known() {
		if !strings.ContainsAny(w.Name, " /'\"") && !seen[w.Name] {
			seen[w.Name] = true
			names = append(names, cobra.CompletionWithDesc(w.Name, w.Short))
		}
	}
	return names
}

// explainer runs the command.
type explainer struct {
	in      io.Reader
	out     io.Writer
	clean   func(string) string // makes one line harmless for a terminal
	command string
	style   report.Style
}

func (e *explainer) words(words string) error {
	return e.print(lookup.Words(e.cleanText(words)), "these words")
}

func (e *explainer) input() error {
	input, err := readMost(e.in, lookup.MostText+1)
	if err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	if lookup.IsConfig(input) {
		return explain.LookupConfig(e.out, "standard input", lookup.ReadConfig(input, "FILE"), e.style)
	}
	return e.print(lookup.Text(e.cleanText(string(input))), "standard input")
}

// cleanText makes the lines of a text harmless.
func (e *explainer) cleanText(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(s, "\ufeff"), "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = e.clean(diagtext.ExpandTabs(l))
	}
	return strings.Join(lines, "\n")
}

func (e *explainer) print(r lookup.Result, what string) error {
	if r.Found() || len(r.Notes) > 0 {
		if err := explain.Lookup(e.out, r, e.style); err != nil {
			return err
		}
	}
	if r.Found() {
		return nil
	}
	if len(r.Near) > 0 {
		return NotRecognized("nothing is known about " + what + "; did you mean " + strings.Join(r.Near, " or ") + "?")
	}
	return NotRecognized("nothing is known about " + what + "; " + e.command + " lists the checks")
}

func (e *explainer) files(files []string) error {
	found := false
	for i, file := range files {
		content, err := e.readFile(file)
		if err != nil {
			return err
		}
		if i > 0 {
			fmt.Fprintln(e.out)
		}
		c := lookup.ReadConfig(content, file)
		found = found || c.Found()
		if err := explain.LookupConfig(e.out, e.clean(file), c, e.style); err != nil {
			return err
		}
	}
	if !found {
		return NotRecognized("no registry was found")
	}
	return nil
}

// readFile reads a Docker config. A pipe or a device is not read: it might have no end.
func (e *explainer) readFile(file string) ([]byte, error) {
	if file == "-" {
		return readMost(e.in, lookup.MostConfig+1)
	}
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", e.clean(file))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return readMost(f, lookup.MostConfig+1)
}

func readMost(r io.Reader, most int64) ([]byte, error) {
	var b bytes.Buffer
	_, err := io.Copy(&b, io.LimitReader(r, most))
	return b.Bytes(), err
}

// NotRecognized is the error of explain for words that mean nothing to it. Its
// exit code is 1.
type NotRecognized string

func (e NotRecognized) Error() string { return string(e) }

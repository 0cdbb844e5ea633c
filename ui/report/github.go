package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// GitHub writes workflow commands: the runner turns each into an annotation, at
// a line of a manifest if there is one. Findings of severity info are omitted,
// because a step shows at most ten annotations of each level.
func GitHub(w io.Writer, res *diagnose.Result, _ Style) error {
	b := bufio.NewWriter(w)
	for _, p := range problemsOf(res) {
		level := map[diagnose.Severity]string{diagnose.SeverityError: "error", diagnose.SeverityWarning: "warning"}[p.finding.Severity]
		if level == "" {
			continue
		}
		properties := ""
		if p.place.onDisk() {
			properties = "file=" + githubProperty(p.place.path()) + ","
			if p.place.line > 0 {
				properties += fmt.Sprintf("line=%d,", p.place.line)
			}
			if p.place.column > 0 {
				properties += fmt.Sprintf("col=%d,", p.place.column)
			}
		}
		fmt.Fprintf(b, "::%s %stitle=%s::%s\n", level, properties,
			githubProperty(p.finding.Title+" ("+string(p.finding.Check)+")"),
			githubData(strings.TrimSuffix(p.finding.Detail+"\n"+p.affected(res), "\n")))
	}
	for _, l := range unreadableLines(&res.Report) {
		fmt.Fprintf(b, "::warning title=%s::%s\n", githubProperty("Not everything could be read"), githubData(l))
	}
	return b.Flush()
}

// githubData escapes the text of a command, as @actions/core does.
var githubData = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace

// githubProperty escapes the value of a property.
var githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace

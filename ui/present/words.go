package present

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Root is the finding judged to be the cause. A failure without any is a
// mistake of the diagnosis and is shown as unknown.
func Root(d *diagnose.Diagnosis) *diagnose.Finding {
	if d.Failure == nil || len(d.Failure.Findings) == 0 {
		return &diagnose.Finding{Check: "unknown", Severity: diagnose.SeverityError,
			Certainty: diagnose.Possible, Title: "The cause is unknown"}
	}
	return d.Root()
}

// CauseWords are a few words for a check.
func CauseWords(check, title string) string {
	if c := Engine.CheckNamed(diagnose.CheckName(check)); c != nil && c.Short != "" {
		return cell.Clean(c.Short)
	}
	if title != "" {
		return cell.Clean(title)
	}
	return strings.ReplaceAll(cell.Clean(check), "-", " ")
}

// SeverityStyle is the glyph of a severity and its colour.
func SeverityStyle(th *theme.Theme, s diagnose.Severity) (string, lipgloss.Style) {
	switch s {
	case diagnose.SeverityError:
		return theme.Cross, th.Broken
	case diagnose.SeverityWarning:
		return theme.Bang, th.Warning
	}
	return theme.Dot, th.Faint
}

// LinkStyle is the glyph of a link's state, its word and its colour.
func LinkStyle(th *theme.Theme, s diagnose.LinkState) (glyph, word string, style lipgloss.Style) {
	switch s {
	case diagnose.LinkOK:
		return theme.Check, "ok", th.OK
	case diagnose.LinkBroken:
		return theme.Cross, "BROKEN", th.Broken
	case diagnose.LinkRisk:
		return theme.Bang, "risk", th.Warning
	case diagnose.LinkSkipped:
		return theme.Skip, "skipped", th.Faint
	}
	return theme.Unsure, "unsure", th.Faint
}

// Plural is "1 pod", "3 pods".
func Plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "y") {
		return strconv.Itoa(n) + " " + strings.TrimSuffix(one, "y") + "ies"
	}
	if strings.HasSuffix(one, "x") {
		return strconv.Itoa(n) + " " + one + "es"
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// Age is how kubectl's users read a time span: "9s", "4m", "2h", "3d".
func Age(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh", int(d.Hours()))
	}
	return fmt.Sprintf("%dd", int(d.Hours()/24))
}

// Elapsed is a stopwatch: "0:34", "12:07".
func Elapsed(d time.Duration) string {
	s := max(int(d.Seconds()), 0)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Clock is a time of day; empty for none.
func Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("15:04:05")
}

// ObjectName is an object in a sentence: "Secret shop/regcred".
func ObjectName(o diagnose.Object) string { return cell.Clean(o.String()) }

// ObjectNames are the objects by namespace/name, at most n of them.
func ObjectNames(objects []diagnose.Object, n int) string {
	var out []string
	for i, o := range objects {
		if i == n {
			out = append(out, "and "+strconv.Itoa(len(objects)-n)+" more")
			break
		}
		out = append(out, cell.Clean(o.Namespace+"/"+o.Name))
	}
	return strings.Join(out, ", ")
}

// UnreadableWords is "secrets in ci (forbidden)".
func UnreadableWords(u diagnose.Unreadable) string {
	s := u.Resource
	if u.Name != "" {
		s += " " + u.Name
	}
	if u.Namespace != "" {
		s += " in " + u.Namespace
	}
	return cell.Clean(s + " (" + u.Why + ")")
}

// FirstNonEmpty is the first text that is not empty.
func FirstNonEmpty(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

// Sentence begins with a capital letter.
func Sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

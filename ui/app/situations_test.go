package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/app"
)

// expectation is what expect.json says of one dump. Everything left out is not
// checked, except that every dump has at least one failing pull. What may not be
// (never, nottext, nofix, notcommand) holds for the failure at At, or for all.
type expectation struct {
	From string `json:"from"` // where the situation was found, for people
	At   string `json:"at"`   // "pod/container" of the failure that is judged; empty: the first one

	First     []string `json:"first"`     // checks: one of them is findings[0]
	Second    []string `json:"second"`    // checks: each is among the other findings, at any severity
	Never     []string `json:"never"`     // checks: none is an error or a warning
	Text      string   `json:"text"`      // regular expression that the findings as JSON match
	NotText   string   `json:"nottext"`   // one that they do not match
	NotTitle  string   `json:"nottitle"`  // one that the title of findings[0] does not match
	Certainty string   `json:"certainty"` // of findings[0]

	FirstFix        []string `json:"firstfix"`        // fix IDs: one of them is the first fix that is offered
	NotFirstFix     []string `json:"notfirstfix"`     // fix IDs: none of them is the first fix
	Fix             []string `json:"fix"`             // fix IDs: one of them is offered
	NoFix           []string `json:"nofix"`           // fix IDs: none is offered
	FirstFixTitle   string   `json:"firstfixtitle"`   // regular expression over the title of the first fix
	FirstFixCommand string   `json:"firstfixcommand"` // ... over its commands
	NotCommand      string   `json:"notcommand"`      // one that no command of any fix matches
	Warning         string   `json:"warning"`         // one that a warning of any fix matches

	Credentials []string `json:"credentials"` // "secret key" in the order of the attempts
	Phase       []string `json:"phase"`       // one of them is symptom.phase
	Responder   string   `json:"responder"`   // symptom.responder
	Report      string   `json:"report"`      // regular expression over the text report
	Exit        *int     `json:"exit"`        // the exit code; nil: 1
	None        bool     `json:"none"`        // no failing pull is found

	And []expectation `json:"and"` // of further failures, by at
}

// tree is the part of a JSON report that expectations are about.
type tree struct {
	Failures []failure `json:"failures"`
}

type failure struct {
	Pod       string `json:"pod"`
	Container string `json:"container"`
	Symptom   struct {
		Class     string `json:"class"`
		Phase     string `json:"phase"`
		Responder string `json:"responder"`
	} `json:"symptom"`
	Credentials []struct {
		Secret string `json:"secret"`
		Key    string `json:"key"`
	} `json:"credentials"`
	Findings []finding `json:"findings"`
}

type finding struct {
	Check     string `json:"check"`
	Severity  string `json:"severity"`
	Certainty string `json:"certainty"`
	Title     string `json:"title"`
	Fixes     []fix  `json:"fixes"`
}

type fix struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Commands []string `json:"commands"`
	Warnings []string `json:"warnings"`
}

// TestSituations judges whole dumps: failures from public threads, rows of
// documentation pages, and rounds of situations that were new to the program.
// With -v it prints one line for each.
func TestSituations(t *testing.T) {
	for _, set := range []string{"threads", "rows", "blind", "blind2"} {
		t.Run(set, func(t *testing.T) { testSituations(t, filepath.Join("..", "..", "testdata", set)) })
	}
}

func testSituations(t *testing.T, dir string) {
	raw, err := os.ReadFile(filepath.Join(dir, "expect.json"))
	if err != nil {
		t.Fatal(err)
	}
	var expected map[string]expectation
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&expected); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]int{}
	for _, file := range files {
		name, ext := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), filepath.Ext(file)
		if name == "expect" || ext != ".yaml" && ext != ".json" {
			continue
		}
		want, ok := expected[name]
		delete(expected, name)
		t.Run(name, func(t *testing.T) {
			if !ok {
				t.Fatal("expect.json says nothing about it")
			}
			got := judge(t, file)
			faults := want.compare(got)
			score := want.score(got, faults)
			scores[score]++
			t.Logf("%-10s %s: %s", score, name, got.brief(want.At))
			if len(faults) > 0 {
				t.Errorf("%s\nfound: %s", strings.Join(faults, "\n"), got.long())
			}
		})
	}
	for name := range expected {
		t.Errorf("expect.json names %s, which is no file", name)
	}
	t.Logf("right %d, partly right %d, misleading %d, not seen %d", scores["right"], scores["partly"], scores["misleading"], scores["not seen"])
}

// judged is what the program said of a dump.
type judged struct {
	tree
	exit           int
	text, errors   string
	findings       string // of all failures, as JSON
	failureStrings []string
}

// judge runs the program on one dump as a user would: --report -A -f FILE.
func judge(t *testing.T, file string) judged {
	t.Helper()
	dump, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// The report names the file, and a test's own folder has the test's name: neither may meet an expectation.
	dir, err := os.MkdirTemp("", "dump")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	copied := filepath.Join(dir, "objects"+filepath.Ext(file))
	if err := os.WriteFile(copied, dump, 0o600); err != nil {
		t.Fatal(err)
	}
	open := func(name string) *os.File {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	stdin, stdout, stderr := open("stdin"), open("stdout"), open("stderr")
	args := []string{"pulldoctor", "--report", "-A", "-f", copied, "-o", "json=" + filepath.Join(dir, "json"), "-o", "text"}
	j := judged{exit: app.Program{Version: "test"}.Run(t.Context(), args, stdin, stdout, stderr)}
	j.text, j.errors = read("stdout"), read("stderr")
	out, err := os.ReadFile(filepath.Join(dir, "json"))
	if err != nil {
		t.Fatalf("exit code %d without a report: %s", j.exit, j.errors)
	}
	if err := json.Unmarshal(out, &j.tree); err != nil {
		t.Fatal(err)
	}
	var raw struct {
		Failures []struct {
			Findings any `json:"findings"`
		} `json:"failures"`
	}
	if err := json.Unmarshal(out, &raw); err != nil {
		t.Fatal(err)
	}
	for _, f := range raw.Failures {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(f.Findings); err != nil {
			t.Fatal(err)
		}
		j.failureStrings = append(j.failureStrings, b.String())
	}
	j.findings = strings.Join(j.failureStrings, "")
	return j
}

// at is the failure that the expectations are about, and its findings as JSON.
func (j *judged) at(where string) (*failure, string) {
	for i := range j.Failures {
		if f := &j.Failures[i]; where == "" || where == f.Pod+"/"+f.Container {
			return f, j.failureStrings[i]
		}
	}
	return nil, ""
}

func (j *judged) brief(where string) string {
	f, _ := j.at(where)
	if f == nil {
		return "no failing pull"
	}
	var out []string
	for _, x := range f.Findings {
		out = append(out, x.Check)
	}
	return strings.Join(out, ", ")
}

func (j *judged) long() string {
	var b strings.Builder
	fmt.Fprintf(&b, "exit code %d %s", j.exit, j.errors)
	for _, f := range j.Failures {
		fmt.Fprintf(&b, "\n  %s/%s (%s, phase %q, responder %q)", f.Pod, f.Container, f.Symptom.Class, f.Symptom.Phase, f.Symptom.Responder)
		for _, x := range f.Findings {
			fmt.Fprintf(&b, "\n    %s %s %s: %s", x.Severity, x.Certainty, x.Check, x.Title)
			for _, fix := range x.Fixes {
				fmt.Fprintf(&b, "\n      %s: %s", fix.ID, fix.Title)
			}
		}
	}
	return b.String()
}

// compare lists what is not as expected, one line each.
func (e *expectation) compare(j judged) []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	exit := 1
	if e.None {
		exit = 0
	}
	if e.Exit != nil {
		exit = *e.Exit
	}
	if e.Exit != nil && j.exit != exit {
		fault("exit: %d, not %d", j.exit, exit)
	}
	if e.None {
		if len(j.Failures) > 0 {
			fault("none: %d failing pulls", len(j.Failures))
		}
		return faults
	}
	f, findings := j.at(e.At)
	if f == nil || len(f.Findings) == 0 {
		fault("no failing pull %s", e.At)
		return faults
	}
	root, fixes := f.Findings[0], f.fixes()
	match := func(field, pattern, text string, want bool) {
		if pattern != "" && regexp.MustCompile(pattern).MatchString(text) != want {
			fault("%s: %s", field, pattern)
		}
	}
	oneOf := func(field string, want []string, got string) {
		if len(want) > 0 && !slices.Contains(want, got) {
			fault("%s: %q is none of %q", field, got, want)
		}
	}
	oneOf("first", e.First, root.Check)
	for _, check := range e.Second {
		if !slices.ContainsFunc(f.Findings[1:], func(x finding) bool { return x.Check == check }) {
			fault("second: no %s", check)
		}
	}
	match("text", e.Text, findings, true)
	if e.At == "" {
		findings = j.findings
	}
	match("nottext", e.NotText, findings, false)
	match("nottitle", e.NotTitle, root.Title, false)
	match("report", e.Report, j.text, true)
	if e.Certainty != "" && root.Certainty != e.Certainty {
		fault("certainty: %s", root.Certainty)
	}
	oneOf("phase", e.Phase, f.Symptom.Phase)
	if e.Responder != "" && f.Symptom.Responder != e.Responder {
		fault("responder: %q, not %q", f.Symptom.Responder, e.Responder)
	}
	if len(e.Credentials) > 0 {
		var got []string
		for _, c := range f.Credentials {
			got = append(got, c.Secret+" "+c.Key)
		}
		if !slices.Equal(got, e.Credentials) {
			fault("credentials: %q", got)
		}
	}

	var first fix
	if len(fixes) > 0 {
		first = fixes[0]
	}
	oneOf("firstfix", e.FirstFix, first.ID)
	if slices.Contains(e.NotFirstFix, first.ID) {
		fault("notfirstfix: %s", first.ID)
	}
	match("firstfixtitle", e.FirstFixTitle, first.Title, true)
	match("firstfixcommand", e.FirstFixCommand, strings.Join(first.Commands, "\n"), true)
	if len(e.Fix) > 0 && !slices.ContainsFunc(fixes, func(x fix) bool { return slices.Contains(e.Fix, x.ID) }) {
		fault("fix: none of %q", e.Fix)
	}
	var warnings []string
	for _, x := range fixes {
		warnings = append(warnings, x.Warnings...)
	}
	match("warning", e.Warning, strings.Join(warnings, "\n"), true)
	faults = append(faults, e.absent(j)...)
	for _, more := range e.And {
		for _, x := range more.compare(j) {
			faults = append(faults, more.At+" "+x)
		}
	}
	return faults
}

// absent checks what none of the failures may have.
func (e *expectation) absent(j judged) []string {
	var faults []string
	for _, f := range j.Failures {
		if e.At != "" && e.At != f.Pod+"/"+f.Container {
			continue
		}
		for _, x := range f.Findings {
			if slices.Contains(e.Never, x.Check) && x.Severity != "info" {
				faults = append(faults, "never: "+x.Check)
			}
		}
		titles := map[string]bool{}
		for _, x := range f.fixes() {
			if slices.Contains(e.NoFix, x.ID) {
				faults = append(faults, "nofix: "+x.ID)
			}
			if e.NotCommand != "" && regexp.MustCompile(e.NotCommand).MatchString(strings.Join(x.Commands, "\n")) {
				faults = append(faults, "notcommand: "+x.ID)
			}
			if strings.Contains(x.ID, "attach") && onlyDeletes(x.Commands) {
				faults = append(faults, "a fix called "+x.ID+" only deletes")
			}
			if titles[x.Title] {
				faults = append(faults, "two fixes are called "+x.Title)
			}
			titles[x.Title] = true
		}
	}
	return faults
}

// fixes are those of all findings, in the order in which they are offered.
func (f *failure) fixes() []fix {
	var out []fix
	for _, x := range f.Findings {
		out = append(out, x.Fixes...)
	}
	return out
}

var (
	deletesPod  = regexp.MustCompile(`^kubectl( -n \S+)? delete pods? `)
	waitsOrSays = regexp.MustCompile(`^(#|kubectl( -n \S+)? (get|wait) )`)
)

// onlyDeletes says whether nothing but the deletion of pods is carried out.
func onlyDeletes(commands []string) bool {
	deleted := false
	for _, c := range commands {
		switch {
		case deletesPod.MatchString(c):
			deleted = true
		case !waitsOrSays.MatchString(c):
			return false
		}
	}
	return deleted
}

// score puts a run into one of four classes: right (all as expected), not seen
// (no failure found), misleading (a wrong cause comes first, or something is
// blamed or offered that may not be), partly (the rest).
func (e *expectation) score(j judged, faults []string) string {
	f, _ := j.at(e.At)
	switch {
	case len(faults) == 0:
		return "right"
	case e.None:
		return "misleading"
	case f == nil:
		return "not seen"
	}
	for _, x := range faults {
		if strings.Contains(x, "never:") || strings.Contains(x, "nofix:") {
			return "misleading"
		}
	}
	root := f.Findings[0].Check
	if root == "unknown" || len(e.First) == 0 || slices.Contains(e.First, root) {
		return "partly"
	}
	return "misleading"
}

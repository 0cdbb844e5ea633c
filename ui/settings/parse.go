package settings

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	yaml3 "go.yaml.in/yaml/v3"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/rules"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// parse reads a settings file; clean makes its texts harmless for a terminal. An error has a line for each fault, with the file
// and its line.
func parse(file string, content []byte, clean func(string) string) (rules.Rules, error) {
	p := &parser{out: rules.Rules{File: file}, clean: clean}
	var doc yaml3.Node
	if err := yaml3.Unmarshal(content, &doc); err != nil {
		line, why := fault(err)
		return p.out, fmt.Errorf("%s:%d: not YAML: %s", file, line, clean(why))
	}
	if len(doc.Content) == 1 && doc.Content[0].Tag != "!!null" {
		p.fields(doc.Content[0], "the settings file", map[string]func(*yaml3.Node){
			"exclude": p.exclude, "ignore": p.ignore, "severity": p.severity, "assume": p.assume,
		})
	}
	return p.out, errors.Join(p.faults...)
}

type parser struct {
	out    rules.Rules
	clean  func(string) string // makes a text of the file harmless for a terminal
	faults []error
}

func (p *parser) fault(n *yaml3.Node, format string, a ...any) {
	if len(p.faults) < 20 {
		p.faults = append(p.faults, fmt.Errorf("%s:%d: %s", p.out.File, n.Line, p.clean(fmt.Sprintf(format, a...))))
	}
}

// fields reads the fields of a mapping.
func (p *parser) fields(n *yaml3.Node, what string, read map[string]func(*yaml3.Node)) {
	if n.Kind == yaml3.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml3.MappingNode {
		p.fault(n, "%s must be a mapping", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		f := read[name.Value]
		switch {
		case f == nil:
			var known []string
			for k := range read {
				known = append(known, k)
			}
			slices.Sort(known)
			p.fault(name, "unknown field %q in %s: it has %s", name.Value, what, strings.Join(known, ", "))
		case seen[name.Value]:
			p.fault(name, "the field %q occurs twice", name.Value)
		default:
			f(value)
		}
		seen[name.Value] = true
	}
}

// texts reads a list of texts, or one text.
func (p *parser) texts(n *yaml3.Node, what string) (out []*yaml3.Node) {
	items := []*yaml3.Node{n}
	if n.Kind == yaml3.SequenceNode {
		items = n.Content
	}
	for _, item := range items {
		if item.Kind != yaml3.ScalarNode || item.Tag == "!!null" || item.Value == "" {
			p.fault(item, "%s must be a list of texts", what)
			continue
		}
		out = append(out, item)
	}
	return out
}

// text reads one text.
func (p *parser) text(into *string, what string) func(*yaml3.Node) {
	return func(n *yaml3.Node) {
		if n.Kind != yaml3.ScalarNode || n.Tag == "!!null" || n.Value == "" {
			p.fault(n, "%s must be a text", what)
			return
		}
		*into = p.clean(n.Value)
	}
}

func (p *parser) exclude(n *yaml3.Node) {
	for _, item := range p.texts(n, "exclude") {
		if !rules.Valid(item.Value) {
			p.fault(item, "exclude: %q is not a pattern", item.Value)
			continue
		}
		p.out.Exclude = append(p.out.Exclude, item.Value)
	}
}

func (p *parser) assume(n *yaml3.Node) {
	for _, item := range p.texts(n, "assume") {
		if strings.Count(item.Value, "/") > 1 {
			p.fault(item, "assume: %q is not namespace/name or name", item.Value)
			continue
		}
		p.out.Assume = append(p.out.Assume, p.clean(item.Value))
	}
}

func (p *parser) severity(n *yaml3.Node) {
	read := map[string]func(*yaml3.Node){}
	for _, c := range check.All {
		read[string(c.Name)] = func(n *yaml3.Node) {
			s := diagnose.Severity(n.Value)
			if s == "false" || n.Tag == "!!bool" && n.Value == "off" {
				s = diagnose.SeverityOff
			}
			if !slices.Contains([]diagnose.Severity{diagnose.SeverityError, diagnose.SeverityWarning, diagnose.SeverityInfo, diagnose.SeverityOff}, s) {
				p.fault(n, "the severity of %s must be error, warning, info or off", c.Name)
				return
			}
			p.out.Severity = append(p.out.Severity, rules.Severity{Check: c.Name, Severity: s, Line: n.Line})
		}
	}
	if n.Kind == yaml3.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if name := n.Content[i]; read[name.Value] == nil {
				p.unknown(name)
				read[name.Value] = func(*yaml3.Node) {}
			}
		}
	}
	p.fields(n, "severity", read)
}

// unknown reports the name of a check that does not exist.
func (p *parser) unknown(n *yaml3.Node) { p.fault(n, "%s", unknownCheck(n.Value)) }

// unknownCheck says that a check does not exist, and which may be meant.
func unknownCheck(name string) string {
	var names []string
	for _, c := range check.All {
		names = append(names, string(c.Name))
	}
	hint := "; pulldoctor explain lists them"
	if near := text.Nearest(name, names); len(near) > 0 {
		hint = "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return fmt.Sprintf("unknown check %q%s", name, hint)
}

func (p *parser) ignore(n *yaml3.Node) {
	if n.Kind != yaml3.SequenceNode {
		p.fault(n, "ignore must be a list of rules")
		return
	}
	for _, item := range n.Content {
		r := rules.Ignore{Line: item.Line}
		faults := len(p.faults)
		p.fields(item, "a rule of ignore", map[string]func(*yaml3.Node){
			"check":     func(n *yaml3.Node) { p.checks(n, &r) },
			"namespace": p.text(&r.Namespace, "namespace"),
			"object":    p.text(&r.Object, "object"),
			"image":     p.text(&r.Image, "image"),
			"reason":    p.text(&r.Reason, "reason"),
			"until": func(n *yaml3.Node) {
				day, err := rules.ParseDay(n.Value)
				if err != nil {
					p.fault(n, "until must be a day such as 2027-01-31, not %q", n.Value)
				}
				r.Until = day
			},
		})
		if len(p.faults) == faults && len(r.Checks) == 0 && r.Namespace+r.Object+r.Image == "" {
			p.fault(item, "a rule of ignore needs a check, a namespace, an object or an image: this one would ignore everything")
		}
		p.out.Ignore = append(p.out.Ignore, r)
	}
}

func (p *parser) checks(n *yaml3.Node, r *rules.Ignore) {
	for _, item := range p.texts(n, "check") {
		if name := diagnose.CheckName(item.Value); check.Named(name) != nil {
			r.Checks = append(r.Checks, name)
			continue
		}
		p.unknown(item)
	}
}

var atLine = regexp.MustCompile(`line (\d+): `)

// fault is the line and the reason in an error of the parser.
func fault(err error) (int, string) {
	why := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if m := atLine.FindStringSubmatchIndex(why); m != nil {
		line, _ = strconv.Atoi(why[m[2]:m[3]])
		why = why[:m[0]] + why[m[1]:]
	}
	return line, why
}

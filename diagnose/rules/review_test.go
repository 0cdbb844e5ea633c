package rules

import (
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

var noon = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func missing() (*diagnose.Subject, *diagnose.Finding) {
	s := &diagnose.Subject{
		Owner: diagnose.Object{Kind: "Deployment", Namespace: "shop", Name: "web"}, Pod: diagnose.Object{Kind: "Pod", Namespace: "shop", Name: "web-1"},
		Container: "web", Image: "ghcr.io/acme/web:1",
	}
	return s, &diagnose.Finding{Check: diagnose.CheckSecretMissing, Severity: diagnose.SeverityWarning, Detail: "It is missing.",
		Object: &diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "regcred"}, Location: &diagnose.Location{File: "web.yaml", Line: 3}}
}

func TestIgnore(t *testing.T) {
	check := []diagnose.CheckName{diagnose.CheckWrongType, diagnose.CheckSecretMissing}
	for name, tc := range map[string]struct {
		rule Ignore
		want bool
	}{
		"check":                {Ignore{Checks: check}, true},
		"another check":        {Ignore{Checks: check[:1]}, false},
		"workload":             {Ignore{Object: "Deployment/web"}, true},
		"kind in small":        {Ignore{Object: "deployment/w*"}, true},
		"pod":                  {Ignore{Object: "Pod/web-*"}, true},
		"secret":               {Ignore{Object: "Secret/reg*"}, true},
		"name alone":           {Ignore{Object: "regcred"}, true},
		"another kind":         {Ignore{Object: "StatefulSet/web"}, false},
		"image":                {Ignore{Image: "ghcr.io/acme/*"}, true},
		"another image":        {Ignore{Image: "ghcr.io/acme"}, false},
		"namespace":            {Ignore{Namespace: "sh*"}, true},
		"another namespace":    {Ignore{Checks: check, Namespace: "dev"}, false},
		"until today":          {Ignore{Checks: check, Until: day(t, "2026-11-29")}, true},
		"until yesterday":      {Ignore{Checks: check, Until: day(t, "2026-11-28")}, false},
		"all but one matching": {Ignore{Checks: check, Object: "web", Image: "quay.io/*"}, false},
	} {
		s, f := missing()
		tc.rule.Line, tc.rule.Reason = 7, "known"
		r := Rules{File: ".pulldoctor.yaml", Ignore: []Ignore{tc.rule}}
		why := r.Review(noon, nil)(s, f)
		if (why != nil) != tc.want {
			t.Errorf("%s: %v", name, why)
		}
		if why != nil && (why.By != diagnose.IgnoredBySettings || why.Where != ".pulldoctor.yaml:7" || why.Reason != "known") {
			t.Errorf("%s: %+v", name, why)
		}
		if says := strings.Contains(f.Detail, "It was ignored until 2026-11-28 (.pulldoctor.yaml:7)"); says != (name == "until yesterday") {
			t.Errorf("%s: %s", name, f.Detail)
		}
	}
}

func TestSeverityAndAnnotation(t *testing.T) {
	s, f := missing()
	r := Rules{File: "x", Severity: []Severity{{diagnose.CheckSecretMissing, diagnose.SeverityError, 2}}}
	if why := r.Review(noon, nil)(s, f); why != nil || f.Severity != diagnose.SeverityError {
		t.Errorf("%v, %s", why, f.Severity)
	}
	r.Severity[0].Severity = diagnose.SeverityOff
	if why := r.Review(noon, nil)(s, f); why == nil || why.Where != "x:2" {
		t.Errorf("off: %v", why)
	}
	s.Objects = []*diagnose.Meta{{Annotations: map[string]string{Annotation: "wrong-type, secret-missing"}}}
	if why := (&Rules{}).Review(noon, nil)(s, f); why == nil || why.By != diagnose.IgnoredByAnnotation {
		t.Errorf("annotation: %v", why)
	}
	s.Objects[0].Annotations[Annotation] = "wrong-type"
	if why := (&Rules{}).Review(noon, nil)(s, f); why != nil {
		t.Errorf("annotation for another check: %v", why)
	}
}

// A finding stays known when its line, words and tag change, as often as it was
// recorded, and not in another file.
func TestBaseline(t *testing.T) {
	none := (&Rules{}).Review(noon, nil)
	b := &Baseline{File: "b.json"}
	record := b.Record(none)
	record(missing())
	if got := b.Recorded(); len(got) != 1 || got[0].Count != 1 || got[0].File != "web.yaml" {
		t.Fatalf("%+v", got)
	}
	later := &Baseline{File: "b.json"}
	later.Add(b.Recorded()[0])
	review := (&Rules{}).Review(noon, later)
	s, f := missing()
	s.Image, f.Detail, f.Location.Line = "ghcr.io/acme/web:2", "Other words.", 99
	if why := review(s, f); why == nil || why.By != diagnose.IgnoredByBaseline || why.Where != "b.json" {
		t.Errorf("not known: %v", why)
	}
	if why := review(s, f); why != nil {
		t.Errorf("known twice: %v", why)
	}
	if why := (&Rules{}).Review(noon, later)(s, f); why == nil {
		t.Error("not known in a second run")
	}
	f.Location.File = "other.yaml"
	if why := (&Rules{}).Review(noon, later)(s, f); why != nil {
		t.Errorf("known in another file: %v", why)
	}
}

func TestAssume(t *testing.T) {
	r := Rules{Assume: []string{"shop/reg*", "everywhere"}}
	s := &diagnose.Snapshot{
		Pods: []diagnose.Pod{
			{Meta: diagnose.Meta{Namespace: "shop"}, Template: true, PullSecrets: []string{"regcred", "own", "other"}},
			{Meta: diagnose.Meta{Namespace: "dev"}, Template: true, PullSecrets: []string{"regcred", "everywhere"}},
			{Meta: diagnose.Meta{Namespace: "live"}, PullSecrets: []string{"everywhere"}},
		},
		Secrets: []diagnose.Secret{{Meta: diagnose.Meta{Kind: "Secret", Namespace: "shop", Name: "own"}}},
	}
	r.AddAssumed(s)
	var got []string
	for _, p := range s.Planned {
		got = append(got, p.Namespace+"/"+p.Makes)
	}
	if strings.Join(got, " ") != "shop/regcred dev/everywhere" {
		t.Errorf("%v", got)
	}
}

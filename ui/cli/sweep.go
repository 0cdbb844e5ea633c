package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// sweepFlags are the flags that judge pods before they fail.
type sweepFlags struct {
	on     bool
	nodes  []string
	within string
	asIf   []string
}

func (f *sweepFlags) bind(fs *pflag.FlagSet) {
	fs.BoolVar(&f.on, "sweep", false, "Report which running pods a new node may not be able to start, because it cannot pull their images")
	fs.StringArrayVar(&f.nodes, "node", nil, "With --sweep, only the pods on this node, by its `name`: what would not come back if it were drained. May be repeated")
	fs.StringVar(&f.within, "expiring-within", "", "With --sweep, report credentials that expire within this `duration`, such as 12h or 30d (default 1d)")
	fs.StringArrayVar(&f.asIf, "as-if", nil, "With --sweep, judge images as if they had been moved: `OLD=NEW` replaces the beginning of their names. May be repeated")
}

// options are the options of a sweep, nil without --sweep.
func (f *sweepFlags) options() (*diagnose.SweepOptions, error) {
	if !f.on {
		return nil, nil
	}
	o := &diagnose.SweepOptions{Nodes: f.nodes}
	if f.within != "" {
		d, err := parseDays(f.within)
		if err != nil || d <= 0 {
			return nil, fmt.Errorf("--expiring-within must be a positive duration such as 12h or 30d, not %q", f.within)
		}
		o.ExpiringWithin = d
	}
	for _, v := range f.asIf {
		old, moved, ok := strings.Cut(v, "=")
		old, moved = strings.TrimRight(old, "/"), strings.TrimRight(moved, "/")
		if !ok || old == "" || moved == "" || strings.ContainsAny(v, " @") || strings.Contains(v, "://") {
			return nil, fmt.Errorf("--as-if must be OLD=NEW, two beginnings of image names such as quay.io/acme=registry.acme.example/acme, not %q", v)
		}
		o.AsIf = append(o.AsIf, diagnose.ImagePrefix{Old: old, New: moved})
	}
	return o, nil
}

// maxDays keeps a duration within the range of its type.
const maxDays = 36500

// parseDays reads a duration of Go, or a whole number of days: 30d.
func parseDays(s string) (time.Duration, error) {
	days, ok := strings.CutSuffix(s, "d")
	if !ok {
		return time.ParseDuration(s)
	}
	n, err := strconv.Atoi(days)
	if err != nil || n > maxDays {
		return 0, fmt.Errorf("%q is not a number of days", s)
	}
	return time.Duration(n) * 24 * time.Hour, nil
}

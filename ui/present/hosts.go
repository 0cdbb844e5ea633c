package present

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// HostIn is a registry's host for a column of w cells. One letter of a host may
// be the whole mistake, so none is cut inside: where the host does not fit, a
// cloud registry is called by its name, and any other loses whole labels, those
// in front first.
// The text below or beside the list has the whole one.
func HostIn(host string, w int) string {
	host = cell.Clean(host)
	if cell.Width(host) <= w {
		return host
	}
	if s := provider.ShortName(host); s != "" && cell.Width(s) <= w {
		return s
	}
	labels := strings.Split(host, ".")
	n := len(labels)
	for i := 1; i <= n-2; i++ { // a bare "…com" says nothing
		if s := cell.Ellipsis + strings.Join(labels[i:], "."); cell.Width(s) <= w {
			return s
		}
	}
	for i := n - 1; i >= 2; i-- {
		if s := strings.Join(labels[:i], ".") + cell.Ellipsis; cell.Width(s) <= w {
			return s
		}
	}
	if n > 2 {
		if s := cell.Ellipsis + labels[n-2] + cell.Ellipsis; cell.Width(s) <= w {
			return s
		}
	}
	return cell.Cut(cell.Ellipsis, w)
}

// longHost is the width from which a host need not be shown whole in a column.
const longHost = 24

// HostWidth is the width that a host would like to have in a column.
func HostWidth(host string) int {
	n := cell.Width(host)
	if n > longHost {
		if s := provider.ShortName(host); s != "" {
			return cell.Width(s)
		}
		return max(cell.Width(HostIn(host, longHost)), ShortHost)
	}
	return n
}

// LeastHost is the width at which a host still says which registry it is: its
// last two labels with the port, a cloud's name.
func LeastHost(host string) int {
	n := HostWidth(host)
	if n <= ShortHost {
		return n
	}
	labels := strings.Split(host, ".")
	return min(n, cell.Width(strings.Join(labels[max(len(labels)-2, 0):], "."))+1)
}

// ShortHost is the width of hosts such as ghcr.io and public.ecr.aws, which
// are always shown whole.
const ShortHost = 14

package ui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// hostIn is a registry's host for a column of w cells. A host is never cut: one
// letter may be the whole mistake. Where it does not fit, a cloud registry is
// called by its name; any other is left to the text under the list.
func hostIn(host string, w int) string {
	host = cell.Clean(host)
	if cell.Width(host) <= w {
		return host
	}
	if s := cloudName(host); s != "" && cell.Width(s) <= w {
		return s
	}
	return cell.Cut(cell.Ellipsis, w)
}

// longHost is the width from which a cloud's host is called by its name.
const longHost = 24

// hostWidth is the width that a host would like to have in a column.
func hostWidth(host string) int {
	n := cell.Width(host)
	if n > longHost {
		if s := cloudName(host); s != "" {
			return cell.Width(s)
		}
	}
	return min(n, longHost)
}

// cloudName is a short name for the long hosts of the clouds.
func cloudName(host string) string {
	parts := strings.Split(host, ".")
	switch {
	case len(parts) >= 6 && parts[1] == "dkr" && parts[2] == "ecr":
		return "ECR " + parts[3]
	case strings.HasSuffix(host, "-docker.pkg.dev"):
		return "GAR " + strings.TrimSuffix(host, "-docker.pkg.dev")
	case strings.HasSuffix(host, ".azurecr.io"):
		return "ACR " + parts[0]
	}
	return ""
}

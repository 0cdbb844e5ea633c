package main

import (
	"fmt"
	"io"
	"time"
)

// table prints the cases, and what they are beside the first one: times on other machines differ, ratios
// hardly.
func table(out io.Writer, rows []row) {
	fmt.Fprintln(out, "| | time | of the raw read | peak memory | received | requests |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|")
	base := rows[0].wall
	for _, r := range rows {
		fmt.Fprintf(out, "| %s | %.2f s | × %.2f | %d MB | %.1f MB | %d |\n", r.name, r.wall.Seconds(),
			float64(r.wall)/float64(base), r.peak>>20, float64(r.received)/1e6, r.requests)
	}
	fmt.Fprintln(out)
}

// seconds is a time for people.
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

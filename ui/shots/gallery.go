package main

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// gallery plays every screen of the practice cluster in each window and on
// each background.
func gallery() []story {
	var out []story
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		for look, name := range map[look]string{darkLook: "dark", lightLook: "light"} {
			for _, part := range [][]scene{lists, diagnosed, fixed, filled} {
				out = append(out, story{name: fmt.Sprintf("%dx%d.%s", size[0], size[1], name), cols: size[0], rows: size[1],
					look: look, args: []string{"--theme", name}, scenes: part})
			}
		}
	}
	return out
}

// The walks through the screens; each begins with a new program.
var (
	lists = []scene{
		{name: "list", wait: []string{"● live", " failing of "}},
		{name: "list-scrolled", keys: "G", wait: []string{"▸ web"}},
		{name: "causes", keys: "g\t", wait: []string{"PODS↓"}},
		{name: "filter", keys: "\t/cause:login !ns:web", wait: []string{"keep filter"}},
		{name: "filter-none", keys: "\x15nothing-has-this", wait: []string{"matches the filter"}},
		{keys: terminal.Esc, wait: []string{"/ to filter"}},
		{name: "help", keys: "?", wait: []string{"The program"}},
		{keys: terminal.Esc, wait: []string{"enter diagnose"}},
		{name: "palette", keys: ":", wait: []string{"enter run"}},
		{name: "namespaces", keys: "namespace", wait: []string{"namespace all"}},
		{keys: terminal.Esc, wait: []string{"enter diagnose"}},
		{name: "toast", keys: "C", wait: []string{"practice cluster is the only one"}},
		{name: "log", keys: "L", wait: []string{"Messages"}},
	}
	diagnosed = []scene{
		toList, filter, chosen,
		{name: "diagnosis", keys: terminal.Enter, wait: []string{"BROKEN", "confidence"}},
		{name: "evidence-entry", keys: terminal.Enter, wait: []string{"/ Registry key"}},
		{name: "evidence-reveal", keys: "x", wait: []string{"hide passwords"}},
		{name: "evidence-registry", keys: "\t", wait: []string{"/ Registry"}},
		{name: "evidence-image", keys: "\t", wait: []string{"/ Image"}},
		{name: "evidence-pod", keys: "\t", wait: []string{"/ Pod"}},
		{name: "evidence-account", keys: "\t", wait: []string{"/ Service account"}},
		{name: "evidence-secret", keys: "\t", wait: []string{"/ Secret"}},
		{name: "help-evidence", keys: "?", wait: []string{"Copy and save"}},
	}
	fixed = []scene{
		toList, filter, chosen,
		{keys: terminal.Enter, wait: []string{"BROKEN", "confidence"}},
		{name: "preview", keys: "f", wait: []string{"checks passed", "Save files"}},
		{name: "running", keys: "A", wait: []string{"Appl"}},
		{name: "recovered", wait: []string{"✓ recovered"}},
		{name: "undo", keys: "u", wait: []string{"[ A  Undo ]", "checks passed"}},
		{keys: terminal.Esc, wait: []string{"✓ recovered"}},
		{name: "list-recovered", keys: terminal.Esc, wait: []string{"✓ Running"}},
	}
	filled = []scene{
		{wait: []string{"● live", " failing of "}},
		{keys: "/ns:newcomer", wait: []string{"▸ newcomer"}},
		{keys: terminal.Enter, wait: []string{"clear filter"}},
		{name: "diagnosis-login", keys: terminal.Enter, wait: []string{"BROKEN"}},
		{name: "form", keys: "f", wait: []string{"[ Test and preview ]"}},
		{name: "form-wrong", keys: "someone\t" + terminal.Enter, wait: []string{"missing"}},
		{name: "form-filled", keys: "\x06", wait: []string{"••"}, show: time.Second},
		{keys: terminal.Enter, wait: []string{"No credentials have been sent yet"}},
		{keys: terminal.Enter, wait: []string{"ask again"}},
		{name: "preview-login", keys: terminal.Enter, wait: []string{"checks passed"}},
	}
)

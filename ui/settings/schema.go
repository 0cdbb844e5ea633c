package settings

import (
	_ "embed"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

//go:embed schema.json
var schema string

// Schema is the JSON Schema of the settings file, with the names of all checks.
var Schema = withChecks(schema)

func withChecks(schema string) string {
	var names []string
	for _, c := range check.All {
		names = append(names, strconv.Quote(string(c.Name)))
	}
	return strings.Replace(schema, `"CHECKS"`, strings.Join(names, ", "), 1)
}

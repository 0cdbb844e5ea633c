package report

import _ "embed"

// Schema is the JSON Schema of the report, as -o json and -o yaml write it.
//
//go:embed schema.json
var Schema string

// Package wire is the report as other programs read it: the structs whose JSON tags are the
// contract that schema.json describes. The engine's types have no tags and may change; a new
// field of the report is added here, in schema.json, and in the conversion beside its struct.
//
// Names are only ever added. A struct whose fields are all plain values is converted from the
// type of package diagnose as a whole, so the compiler finds a field that one of the two lacks.
//
// It imports package diagnose only.
package wire

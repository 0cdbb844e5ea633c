package keyring

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// Inspect examines a secret for people. It reads as much as possible, also from a secret that the
// kubelet skips or rejects; it never panics, and its cost is linear in the size of the data.
//
// State and Err are the kubelet's result. Entries are the entries of the content, wherever they are:
// for every State but OK, Undecodable and Unparseable the kubelet itself finds none of them. For a
// duplicate key only the last entry is listed, and an earlier one only if it is invalid.
func Inspect(s Secret) Inspection {
	in := Inspection{Type: s.Type, State: OK}
	var content []byte
	in.DataKey, content = findContent(s)
	dataKey, wrapped, known := readable(s.Type)
	if !known {
		// Judged by the format that the data key implies.
		wrapped = in.DataKey != KeyDockercfg
	}
	r := newReading(content, wrapped)
	r.into(&in)
	switch {
	case !known:
		in.State, in.Detail = WrongType, wrongType(s.Type, in.DataKey)
		if in.DataKey != "" && in.DataKey != KeyDockerConfigJSON && in.DataKey != KeyDockercfg {
			in.Shape = ShapeWrongKey
		}
	case len(s.Data[dataKey]) == 0:
		in.State, in.Detail = NoData, noData(dataKey, in.DataKey, s.Data)
		if in.DataKey != "" {
			in.Shape = ShapeWrongKey
		}
	default:
		r.judge(&in, content)
		if in.State == Empty && len(in.Entries) == 0 {
			in.lookElsewhere(s, dataKey)
		}
	}
	return in
}

// lookElsewhere lists the entries of another data key if the one that the kubelet reads contains
// none: the right key contains an empty config, and another key the real one.
func (in *Inspection) lookElsewhere(s Secret, dataKey string) {
	for _, key := range slices.Sorted(maps.Keys(s.Data)) {
		if key == dataKey || !looksLikeConfig(s.Data[key]) {
			continue
		}
		there := Inspection{}
		newReading(s.Data[key], key != KeyDockercfg).into(&there)
		if len(there.Entries) == 0 {
			continue
		}
		in.DataKey, in.Entries, in.Shape = key, there.Entries, ShapeWrongKey
		in.Detail = "the kubelet reads " + dataKey + ", which contains no registry; the credentials are under " + ShowText(key)
		return
	}
}

// reading is the state of parsing one content.
type reading struct {
	text    []byte // what positions refer to: the content, or what its base64 decodes to
	readIn  []byte // what is parsed: text, or text repaired
	fixed   repaired
	layout  layout
	wrapped bool // the kubelet expects the entries under auths
	double  bool
}

func newReading(content []byte, wrapped bool) *reading {
	r := &reading{text: content, wrapped: wrapped}
	if inner, ok := unwrapBase64(content); ok {
		r.text, r.double = inner, true
	}
	r.readIn = r.text
	if r.fixed = repairText(r.text); r.fixed.text != nil {
		r.readIn = r.fixed.text
	}
	r.layout = findLayout(r.readIn, wrapped)
	return r
}

// into fills in everything but the kubelet's result.
func (r *reading) into(in *Inspection) {
	r.settings(in)
	in.Entries = r.entries()
	switch {
	case r.double:
		in.Shape = ShapeDouble
	case r.layout.entries == 0:
	case r.wrapped && !r.layout.wrapped():
		in.Shape = ShapeNoAuths
	case !r.wrapped && r.layout.wrapper != "":
		in.Shape = ShapeAuthsInCfg
	}
}

// judge adds the kubelet's result for a content that it reads.
func (r *reading) judge(in *Inspection, content []byte) {
	_, in.Err = parseContent(content, r.wrapped)
	switch {
	case in.Err == nil && in.Shape == ShapeNoAuths:
		in.State, in.Detail = Empty, noAuths(r.layout.wrapper)
	case in.Err == nil && in.Shape == ShapeAuthsInCfg:
		in.State, in.Detail = Empty, authsInCfg(r.layout.wrapper)
	case in.Err == nil && len(in.Entries) == 0:
		in.State, in.Detail = Empty, empty(in)
	case in.Err == nil:
	default:
		in.State = Unparseable
		r.refusal(in)
	}
}

// refusal explains the kubelet's error.
func (r *reading) refusal(in *Inspection) {
	if r.double {
		in.Detail = "the data is base64-encoded twice: decoded once more it is a Docker config"
		return
	}
	var syntax *json.SyntaxError
	if errors.As(in.Err, &syntax) {
		r.syntax(in)
		return
	}
	for _, e := range in.Entries {
		if e.Err != nil && e.Err.Error() == in.Err.Error() {
			if e.Fault == FaultNotBase64 {
				in.State = Undecodable
			}
			in.Pos = e.FaultPos
			in.Detail = "entry " + ShowKey(e.Key) + ", " + in.Pos.String() + ": " + e.Detail
			return
		}
	}
	r.wrongTop(in)
}

func (r *reading) syntax(in *Inspection) {
	detail, at, ok := explainSyntax(r.text, in.Err)
	if !ok {
		return
	}
	in.Pos = newRuler(r.text).position(at)
	in.Detail = in.Pos.String() + ": " + detail
	switch key, inside := nearEntry(r.text, r.layout, at); {
	case key == "":
	case inside:
		in.Detail += ", in the entry " + ShowKey(key)
	default:
		in.Detail += ", after the entry " + ShowKey(key)
	}
}

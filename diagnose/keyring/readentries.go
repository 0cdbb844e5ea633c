package keyring

// original returns the offset in the original content.
func (r *reading) original(offset int) int {
	if r.fixed.text == nil {
		return offset
	}
	return r.fixed.original(offset)
}

// entries reads the entries of the layout in document order.
func (r *reading) entries() []Entry {
	if r.layout.entries == 0 {
		return nil
	}
	ruler := newRuler(r.text)
	var list []Entry
	add := func(m member) {
		e, faultAt := readEntry(r.readIn, m, r.wrapped)
		e.Pos = ruler.position(r.original(m.nameAt))
		if e.Fault != FaultNone {
			e.FaultPos = ruler.position(r.original(faultAt))
		}
		list = append(list, e)
	}
	if r.layout.wrapper == "" {
		for m := range members(r.readIn, 0) {
			if !isSetting(m.name) && (!r.wrapped || looksLikeEntry(m.name, r.readIn, m.valueAt)) {
				add(m)
			}
		}
		return withoutReplaced(list)
	}
	for top := range members(r.readIn, 0) {
		if top.name != r.layout.wrapper && !(r.layout.wrapped() && sameField(top.name, fieldAuths)) {
			continue
		}
		if jsonKind(top.value(r.readIn)) == kindNull {
			list = faultyOnly(list)
		}
		for m := range members(r.readIn, top.valueAt) {
			add(m)
		}
	}
	return withoutReplaced(list)
}

// withoutReplaced omits entries whose key occurs again later, unless they are invalid: those
// still make the kubelet reject the secret.
func withoutReplaced(list []Entry) []Entry {
	left := make(map[string]int, len(list))
	for _, e := range list {
		left[e.Key]++
	}
	kept := list[:0]
	for _, e := range list {
		if left[e.Key]--; left[e.Key] == 0 || e.Fault != FaultNone {
			kept = append(kept, e)
		}
	}
	return kept
}

func faultyOnly(list []Entry) []Entry {
	kept := list[:0]
	for _, e := range list {
		if e.Fault != FaultNone {
			kept = append(kept, e)
		}
	}
	return kept
}

// settings collects the top-level fields other than the entries.
func (r *reading) settings(in *Inspection) {
	for m := range members(r.readIn, 0) {
		value := m.value(r.readIn)
		switch {
		case m.name == r.layout.wrapper && r.layout.wrapper != "", sameField(m.name, fieldAuths):
		case sameField(m.name, fieldCredsStore):
			if jsonKind(value) == kindString {
				in.CredsStore = unquote(value)
			}
		case sameField(m.name, fieldCredHelpers):
			for helper := range members(r.readIn, m.valueAt) {
				in.CredHelpers = append(in.CredHelpers, helper.name)
			}
		case isSetting(m.name), r.layout.wrapper != "", r.wrapped && !looksLikeEntry(m.name, r.readIn, m.valueAt):
			in.Extra = append(in.Extra, m.name)
		}
	}
}

package symptom

// Reader reads many messages. Thousands of pods have the same error with other
// names, so it remembers which row of the table decided a wording. The zero value is
// ready; it is not for several goroutines at once.
type Reader struct {
	Role HostRole // extends the hosts that this package knows; nil if there are none

	wordings map[subject]wording
}

// wording is what a text means apart from the names in it.
type wording struct {
	row         *row  // the first row of the table that decides, nil if none does
	early, late Phase // the step by phaseWords and by lateWords
}

func (m *Reader) wording(t *subject) wording {
	if w, ok := m.wordings[*t]; ok {
		return w
	}
	w := wording{early: firstPhase(phaseWords, t), late: firstPhase(lateWords, t)}
	for i := range table {
		if table[i].decides(t) {
			w.row = &table[i]
			break
		}
	}
	if m.wordings == nil {
		m.wordings = map[subject]wording{}
	}
	m.wordings[*t] = w
	return w
}

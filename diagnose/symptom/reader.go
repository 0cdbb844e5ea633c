package symptom

// Reader reads many texts: thousands of pods say the same with other names, so
// it remembers which row of the table decided a wording. The zero value is
// ready; it is not for several goroutines at once.
type Reader struct {
	Role HostRole // extends the hosts that this package knows; may be nil

	wordings map[subject]wording
}

// wording is what the words of a text say, whatever names are in it.
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

package symptom

// Reader reads many texts: thousands of pods say the same with other names, so
// it remembers which row of the table decided a wording. The zero value is
// ready; it is not for several goroutines at once.
type Reader struct {
	rows map[subject]*row
}

// row is the first row of the table that decides, nil if none does.
func (m *Reader) row(t *subject) *row {
	if r, ok := m.rows[*t]; ok {
		return r
	}
	var found *row
	for i := range table {
		if table[i].decides(t) {
			found = &table[i]
			break
		}
	}
	if m.rows == nil {
		m.rows = map[subject]*row{}
	}
	m.rows[*t] = found
	return found
}

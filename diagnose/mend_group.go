package diagnose

// group is one cause with every case that shares it; the first case leads.
type group struct {
	finding Finding
	cases   []*Case
}

package keyring

// Inspect reads a secret for people. It never panics and is linear in the size of the data.
func Inspect(s Secret) Inspection { return Inspection{Type: s.Type} }

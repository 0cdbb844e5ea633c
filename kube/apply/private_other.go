//go:build !unix

package apply

// private accepts every path: folders of a user are protected by the system here.
func private(string, bool) error { return nil }

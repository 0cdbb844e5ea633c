//go:build !unix

package cli

// noFollow: links need rights of their own here.
const noFollow = 0

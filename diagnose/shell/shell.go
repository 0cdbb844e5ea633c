package shell

import "strings"

// A login that is typed goes from the shell's own printf through pipes, so that
// it stands in no file and in no list of processes, as an argument would.
const (
	AskUser     = "read -rp 'User name: ' USERNAME"
	AskPassword = "read -rsp 'Password: ' PASSWORD"
)

// Quote makes a word safe for a POSIX shell.
func Quote(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/:@") == "" && s[0] != '-' {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

package shell

import "strings"

// Typed credentials go from the shell's own printf through pipes, so that they
// appear in no file and, unlike an argument, in no list of processes.
const (
	AskUser     = "read -rp 'User name: ' USERNAME"
	AskPassword = "read -rsp 'Password: ' PASSWORD"
)

// quote makes a word safe for a POSIX shell. It is not for other packages: a
// word also needs a form.
func quote(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/:@") == "" && s[0] != '-' {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

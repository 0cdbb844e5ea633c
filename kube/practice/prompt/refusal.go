package prompt

import "fmt"

// refusal is an error that is a whole sentence for the user, worded as kubectl's own.
type refusal string

func (r refusal) Error() string { return string(r) }

func refuse(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

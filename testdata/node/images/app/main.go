// Command app runs in the pods of the cases: it prints one line and waits for a signal, or ends by
// itself with the argument "once", as an init container has to.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	fmt.Println("The image was pulled; app is running.")
	if len(os.Args) > 1 && os.Args[1] == "once" {
		return
	}
	<-signals
}

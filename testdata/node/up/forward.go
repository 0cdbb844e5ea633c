package main

import (
	"io"
	"net"
	"sync"
)

// forward hands every connection on to another address, until the listener is closed. The two halves
// of the way from outside to the API server meet at a socket in the file system, which both see.
func forward(from net.Listener, network, address string) {
	for {
		client, err := from.Accept()
		if err != nil {
			return
		}
		go func() {
			defer func() { _ = client.Close() }()
			server, err := net.Dial(network, address)
			if err != nil {
				return // the client sees its connection end
			}
			defer func() { _ = server.Close() }()
			join(client, server)
		}()
	}
}

// join copies both ways until both sides have ended.
func join(a, b net.Conn) {
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{a, b}, {b, a}} {
		both.Go(func() {
			_, _ = io.Copy(way[0], way[1]) // how a connection ends is the business of its ends
			if half, ok := way[0].(interface{ CloseWrite() error }); ok {
				_ = half.CloseWrite()
			}
		})
	}
	both.Wait()
}

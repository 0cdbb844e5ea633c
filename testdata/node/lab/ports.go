package lab

import (
	"fmt"
	"net"
)

// freePorts finds ports on loopback that nobody listens on. All are held until the last is found,
// so they differ.
func freePorts(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("looking for a free port: %w", err)
		}
		defer func() { _ = l.Close() }()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// portFlag writes "--name=port".
func portFlag(name string, port int) string { return fmt.Sprintf("--%s=%d", name, port) }

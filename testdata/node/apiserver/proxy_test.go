package apiserver

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"k8s.io/client-go/tools/clientcmd"
)

// proxy stands between the program and the API server, so that it can be lost.
type proxy struct {
	kubeconfig string // leads through it

	target, address string
	mu              sync.Mutex
	listener        net.Listener
	conns           []net.Conn
}

func newProxy(kubeconfig, dir string) (*proxy, error) {
	config, err := clientcmd.LoadFromFile(kubeconfig)
	if err != nil {
		return nil, err
	}
	p := &proxy{address: "127.0.0.1:0", kubeconfig: filepath.Join(dir, "proxy.kubeconfig")}
	for _, c := range config.Clusters {
		server, err := url.Parse(c.Server)
		if err != nil {
			return nil, err
		}
		p.target = server.Host
		if err := p.open(); err != nil {
			return nil, err
		}
		c.Server = strings.Replace(c.Server, server.Host, p.address, 1)
	}
	if p.target == "" {
		return nil, fmt.Errorf("%s names no cluster", kubeconfig)
	}
	if err := clientcmd.WriteToFile(*config, p.kubeconfig); err != nil {
		return nil, err
	}
	return p, os.Chmod(p.kubeconfig, 0o600)
}

// open listens, again at the same address.
func (p *proxy) open() error {
	l, err := net.Listen("tcp", p.address)
	if err != nil {
		return err
	}
	p.address = l.Addr().String()
	p.mu.Lock()
	p.listener = l
	p.mu.Unlock()
	go func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", p.target)
			if err != nil {
				in.Close()
				continue
			}
			p.mu.Lock()
			p.conns = append(p.conns, in, out)
			p.mu.Unlock()
			go func() { _, _ = io.Copy(in, out); in.Close() }()
			go func() { _, _ = io.Copy(out, in); out.Close() }()
		}
	}()
	return nil
}

// cut ends every connection and takes no new one.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.listener.Close()
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

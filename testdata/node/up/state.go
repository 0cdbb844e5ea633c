package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
)

// state is the folder through which the one that starts, the one that runs and the one that stops know
// of each other. A lock on one of its files is held as long as the node runs.
type state struct{ dir string }

// startTime is how long a node may take to be ready, and stopTime how long to be gone.
const (
	startTime = 5 * time.Minute
	stopTime  = time.Minute
)

func openState() (state, error) {
	base, err := lab.CacheDir()
	if err != nil {
		return state{}, err
	}
	s := state{filepath.Join(base, "up")}
	return s, os.MkdirAll(s.dir, 0o700)
}

func (s state) kubeconfig() string { return filepath.Join(s.dir, "kubeconfig") }
func (s state) address() string    { return filepath.Join(s.dir, "address") } // of the API server, seen from outside
func (s state) socket() string     { return filepath.Join(s.dir, "api.sock") }
func (s state) log() string        { return filepath.Join(s.dir, "log") }
func (s state) pid() string        { return filepath.Join(s.dir, "pid") }

// lock takes the lock until the process ends; held says that another process has it.
func (s state) lock() (unlock func(), held bool, err error) {
	f, err := os.OpenFile(s.pid(), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, true, nil
		}
		return nil, false, err
	}
	return func() { _ = f.Close() }, false, nil
}

// running is the process of the node, 0 if there is none.
func (s state) running() (int, error) {
	unlock, held, err := s.lock()
	if err != nil {
		return 0, err
	}
	if !held {
		unlock()
		return 0, nil
	}
	text, err := os.ReadFile(s.pid())
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(text)))
}

// start runs the node in the background and waits until it is ready. One that runs already is named.
func (s state) start(ctx context.Context, names string) error {
	pid, err := s.running()
	if err != nil {
		return err
	}
	if pid != 0 {
		fmt.Println("a node is already running; its kubeconfig:")
		fmt.Println(s.kubeconfig())
		return nil
	}
	if err := os.Remove(s.kubeconfig()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	log, err := os.Create(s.log())
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }()
	cmd := exec.Command("/proc/self/exe", "-serve", "-cases="+names)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	if err := s.ready(ctx, ended); err != nil {
		_ = cmd.Process.Signal(syscall.SIGTERM) // it may be gone
		return err
	}
	fmt.Println("the node is ready; its kubeconfig:")
	fmt.Println(s.kubeconfig())
	return nil
}

// ready waits for the kubeconfig, which the node writes last.
func (s state) ready(ctx context.Context, ended <-chan error) error {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	for {
		if _, err := os.Stat(s.kubeconfig()); err == nil {
			return nil
		}
		select {
		case err := <-ended:
			return fmt.Errorf("the node ended (%v); see %s", err, s.log())
		case <-ctx.Done():
			return fmt.Errorf("the node is not ready: %w; see %s", ctx.Err(), s.log())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// stop asks the node to end and waits until it is gone.
func (s state) stop(ctx context.Context) error {
	pid, err := s.running()
	if err != nil || pid == 0 {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		return fmt.Errorf("ending the node, process %d: %w", pid, err)
	}
	ctx, cancel := context.WithTimeout(ctx, stopTime)
	defer cancel()
	for {
		if pid, err = s.running(); err != nil || pid == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the node, process %d, does not end: %w", pid, ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

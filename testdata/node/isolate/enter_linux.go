package isolate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

const (
	// scratch holds everything that the copy inside writes. It is memory, and gone with it.
	scratch = "/run/pulldoctor"

	// NodeAddress is an address of the loopback device inside, one that no machine has (RFC 5737).
	// The kubelet refuses to use 127.0.0.1 as a node's.
	NodeAddress = "192.0.2.2"

	// hostname is what programs inside take for the machine's name; they put it into events.
	hostname = "practice-node"

	// DNSAddress is the name server that /etc/resolv.conf inside names.
	DNSAddress = "127.0.0.10"
)

// hidden are the folders that a node writes to and that must not be the machine's.
var hidden = []string{"/run", "/var/lib/kubelet", "/var/lib/cni", "/var/log"}

// sysctls are set by the kubelet for the whole machine. Inside, files of its own stand over them.
var sysctls = []string{
	"vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops",
	"kernel/keys/root_maxkeys", "kernel/keys/root_maxbytes",
}

// Enter makes the world inside: mounts, /proc, loopback and name server. Call it once, before any
// other work, in the copy that Inside tells.
func Enter() error {
	if !Inside() {
		return errors.New("not inside")
	}
	// Nothing that is mounted here may reach the machine.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making the mounts private: %w", err)
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	for _, dir := range hidden {
		if err := hide(dir); err != nil {
			return err
		}
	}
	for _, dir := range []string{scratch, "/run/netns", "/run/lock"} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	for _, name := range sysctls {
		if err := shadow("/proc/sys/" + name); err != nil {
			return err
		}
	}
	if err := replace("/etc/resolv.conf", "nameserver "+DNSAddress+"\noptions timeout:2 attempts:2\n"); err != nil {
		return err
	}
	if err := replace("/etc/hosts", "127.0.0.1 localhost\n"); err != nil {
		return err
	}
	if err := syscall.Sethostname([]byte(hostname)); err != nil {
		return fmt.Errorf("naming the machine: %w", err)
	}
	// The kubelet hands mounts to containers and wants them to follow.
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SHARED, ""); err != nil {
		return fmt.Errorf("sharing the mounts: %w", err)
	}
	return network()
}

// hide puts an empty folder in memory over one of the machine's. One that the machine does not have
// is made; an empty folder is all that then stays.
func hide(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=755"); err != nil {
		return fmt.Errorf("mounting over %s: %w", dir, err)
	}
	return nil
}

// shadow puts a copy over a file of /proc/sys, so that writing it changes nothing.
func shadow(file string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return replace(file, string(text))
}

// replace puts a file with that text over another.
func replace(file, text string) error {
	if target, err := os.Readlink(file); err == nil {
		// resolv.conf often leads to /run, which is empty now.
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(file), target)
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if f, err := os.OpenFile(target, os.O_CREATE, 0o644); err == nil {
			_ = f.Close()
		}
	}
	f, err := os.CreateTemp(scratch, "over-")
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	if err := syscall.Mount(f.Name(), file, "", syscall.MS_BIND, ""); err != nil {
		return fmt.Errorf("mounting over %s: %w", file, err)
	}
	return nil
}

// network brings the new loopback device up; there is no other.
func network() error {
	for _, args := range [][]string{
		{"link", "set", "lo", "up"},
		{"address", "add", NodeAddress + "/32", "dev", "lo"},
	} {
		out, err := exec.Command("ip", args...).CombinedOutput()
		if err := describe(err, out); err != nil {
			return fmt.Errorf("ip %v: %w", args, err)
		}
	}
	return nil
}

// startForGood starts a command on a thread that never ends: Linux sends Pdeathsig when the thread
// that started the command ends, not when the process does.
func startForGood(cmd *exec.Cmd) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- cmd.Start()
		select {}
	}()
	return <-started
}

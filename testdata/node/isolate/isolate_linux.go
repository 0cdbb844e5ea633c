package isolate

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
)

// insideEnv tells the program that it is the copy inside. Its value is the control group to use.
const insideEnv = "PULLDOCTOR_NODE_CGROUP"

// tools are the commands of the distribution that a node needs, with Debian's package.
var tools = map[string]string{
	"ip":               "iproute2",
	"runc":             "runc",
	"mount":            "mount",
	CNIDir + "/bridge": "containernetworking-plugins",
}

// CNIDir is where Debian keeps the network plugins.
const CNIDir = "/usr/lib/cni"

// Possible says why this machine cannot isolate a node, nil if it can.
func Possible() error {
	if os.Geteuid() != 0 {
		return errors.New("a node needs root")
	}
	for tool, pkg := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			return fmt.Errorf("a node needs %s: apt-get install %s", tool, pkg)
		}
	}
	return nil
}

// Inside says whether this is the copy inside.
func Inside() bool { return os.Getenv(insideEnv) != "" && os.Getpid() == 1 }

// CgroupRoot is the control group, below each hierarchy's root, that everything inside must stay in.
func CgroupRoot() string { return os.Getenv(insideEnv) }

// Run starts this program again inside, with the same arguments, and waits for it. It returns its
// exit code. An interrupt is passed on; the copy inside has to end by itself then, or is killed when
// this process ends.
func Run() (int, error) {
	group := fmt.Sprintf("/%s%d", groupPrefix, os.Getpid())
	if err := makeCgroups(group); err != nil {
		return 0, err
	}
	code, err := run(group)
	return code, errors.Join(err, removeCgroups(group))
}

func run(group string) (int, error) {
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Args[0] = os.Args[0]
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), insideEnv+"="+group, "TMPDIR="+scratch)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET |
			syscall.CLONE_NEWUTS | syscall.CLONE_NEWIPC,
		Setpgid:   true,
		Pdeathsig: syscall.SIGKILL,
	}
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT)
	defer signal.Stop(signals)
	if err := startForGood(cmd); err != nil {
		return 0, fmt.Errorf("making namespaces: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for asked := 0; ; {
		select {
		case s := <-signals:
			if asked++; asked > 1 {
				s = syscall.SIGKILL // the second Ctrl-C does not ask
			}
			_ = cmd.Process.Signal(s)
		case err := <-ended:
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				if code := exit.ExitCode(); code >= 0 {
					return code, nil
				}
				return 1, nil
			}
			return 0, err
		}
	}
}

// describe makes the error of a command readable.
func describe(err error, output []byte) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(output)))
}

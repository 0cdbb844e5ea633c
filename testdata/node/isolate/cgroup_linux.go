package isolate

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// cgroupMount is where all distributions mount the control groups.
const cgroupMount = "/sys/fs/cgroup"

// groupPrefix and the process id of the waiting parent name a run's control group.
const groupPrefix = "pulldoctor-"

// patience is how long the kernel may take to empty the groups of killed processes.
const patience = 10 * time.Second

// hierarchies are the roots of the control groups: one with version 2, one for each controller with
// version 1.
func hierarchies() ([]string, error) {
	if _, err := os.Stat(filepath.Join(cgroupMount, "cgroup.controllers")); err == nil {
		return []string{cgroupMount}, nil
	}
	procs, err := filepath.Glob(filepath.Join(cgroupMount, "*", "cgroup.procs"))
	if err != nil {
		return nil, err
	}
	if len(procs) == 0 {
		return nil, fmt.Errorf("no control groups below %s", cgroupMount)
	}
	var roots []string
	seen := map[string]bool{} // "cpu" and "cpuacct" often lead to the same one
	for _, p := range procs {
		dir, err := filepath.EvalSymlinks(filepath.Dir(p))
		if err == nil && !seen[dir] {
			seen[dir] = true
			roots = append(roots, dir)
		}
	}
	return roots, nil
}

func makeCgroups(group string) error {
	roots, err := hierarchies()
	if err != nil {
		return err
	}
	for _, root := range roots {
		sweep(root)
		dir := filepath.Join(root, group)
		if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("making a control group: %w", err)
		}
		if err := inheritCPUs(root, dir); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes the groups of earlier runs that were killed before they could. The kernel refuses to
// remove one that still has processes.
func sweep(root string) {
	dirs, err := filepath.Glob(filepath.Join(root, groupPrefix+"*"))
	if err != nil {
		return
	}
	for _, dir := range dirs {
		pid := strings.TrimPrefix(filepath.Base(dir), groupPrefix)
		if _, err := os.Stat("/proc/" + pid); errors.Is(err, fs.ErrNotExist) {
			_ = removeTree(dir) // tidying up only
		}
	}
}

// inheritCPUs fills in what version 1 leaves empty: without CPUs nothing can run in the group.
func inheritCPUs(root, dir string) error {
	for _, name := range []string{"cpuset.cpus", "cpuset.mems"} {
		own := filepath.Join(dir, name)
		if text, err := os.ReadFile(own); err != nil || len(text) > 1 {
			continue
		}
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			continue
		}
		if err := os.WriteFile(own, text, 0); err != nil {
			return fmt.Errorf("giving CPUs to a control group: %w", err)
		}
	}
	return nil
}

// removeCgroups removes the groups after their processes are gone.
func removeCgroups(group string) error {
	roots, err := hierarchies()
	if err != nil {
		return err
	}
	for end := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		var left error
		for _, root := range roots {
			left = errors.Join(left, removeTree(filepath.Join(root, group)))
		}
		if left == nil || time.Now().After(end) {
			return left
		}
	}
}

// removeTree removes a control group and those below it. Their files cannot be deleted and vanish
// with the folder.
func removeTree(root string) error {
	var dirs []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && d.IsDir() {
			dirs = append(dirs, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, dir := range slices.Backward(dirs) {
		if err := syscall.Rmdir(dir); err != nil && !errors.Is(err, syscall.ENOENT) {
			return fmt.Errorf("removing %s: %w", dir, err)
		}
	}
	return nil
}

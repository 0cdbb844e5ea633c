//go:build unix

package apply

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// private returns an error for a folder or a file that someone else could have
// made or could change: a manifest in it would be offered for re-creation. The
// folder above counts too, for a folder can be replaced there; only the sticky
// folder for temporary files protects what is in it.
func private(path string, folder bool) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if folder != info.IsDir() || !folder && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a link, or not what it should be", path)
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); !ok || int(owner.Uid) != os.Getuid() {
		return fmt.Errorf("%s belongs to another user", path)
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s can be written by other users", path)
	}
	if !folder {
		return nil
	}
	above, err := os.Lstat(filepath.Dir(path))
	if err != nil {
		return err
	}
	owner, ok := above.Sys().(*syscall.Stat_t)
	switch {
	case !above.IsDir():
		return fmt.Errorf("%s is in a link", path)
	case !ok || int(owner.Uid) != os.Getuid() && owner.Uid != 0:
		return fmt.Errorf("%s is in a folder of another user", path)
	case above.Mode().Perm()&0o022 != 0 && above.Mode()&os.ModeSticky == 0:
		return fmt.Errorf("%s is in a folder that other users can write to", path)
	}
	return nil
}

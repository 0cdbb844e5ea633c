package lab

import (
	"os"
	"path/filepath"
	"syscall"
)

// lockName is the file in a lab's folder that is locked as long as the lab lives.
const lockName = "lock"

// sweep removes the folders of labs that died without Stop: those whose lock nobody holds. It is
// only tidying up, so what cannot be removed stays.
func sweep(tmp string) {
	locks, err := filepath.Glob(filepath.Join(tmp, dirPattern+"*", lockName))
	if err != nil {
		return
	}
	for _, lock := range locks {
		f, err := os.OpenFile(lock, os.O_RDWR, 0)
		if err != nil {
			continue
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			_ = os.RemoveAll(filepath.Dir(lock))
		}
		_ = f.Close()
	}
}

//go:build !linux

package main

import (
	"os"
	"syscall"
	"time"
)

// watchMemory tells the peak that the system reports in the end.
func watchMemory(int) func(*os.ProcessState) int64 {
	return func(s *os.ProcessState) int64 {
		if u, ok := s.SysUsage().(*syscall.Rusage); ok {
			return u.Maxrss
		}
		return 0
	}
}

func statusField(int, string) int64 { return 0 }

func cpuTime(int) time.Duration { return 0 }

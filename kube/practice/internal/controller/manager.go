package controller

import (
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/events"
)

// Manager runs the controllers. It is not safe for use by several goroutines.
type Manager struct {
	s         *apiserver.Server
	speed     float64
	recorders map[string]*events.Recorder
	crons     map[string]cron
}

// New makes the controllers of a server. speed divides the minute of a CronJob.
func New(s *apiserver.Server, speed float64) *Manager {
	return &Manager{s: s, speed: speed, recorders: map[string]*events.Recorder{}, crons: map[string]cron{}}
}

// Sync runs every controller once and returns when it has to be called again even if nothing
// changes; zero if never.
func (m *Manager) Sync() time.Time {
	m.SyncNamespaces()
	m.syncDeployments()
	m.syncReplicaSets()
	m.syncStatefulSets()
	m.syncDaemonSets()
	next := m.syncCronJobs()
	m.syncJobs()
	m.collectGarbage()
	return next
}

// recorder returns the recorder of one controller.
func (m *Manager) recorder(component string) *events.Recorder {
	r := m.recorders[component]
	if r == nil {
		r = events.New(m.s, component, "", m.speed)
		m.recorders[component] = r
	}
	return r
}

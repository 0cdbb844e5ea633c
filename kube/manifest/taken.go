package manifest

import (
	"strings"
	"time"
)

// seen takes over the newest time in an object that a cluster wrote: nodes and
// leases are renewed all the time, so that a dump is hardly older than that.
// What a manifest says, such as when a certificate ends, is no such time.
func (l *loader) seen(kind string, doc map[string]any) {
	switch kind {
	case "Event", "Lease":
		l.newest(doc, 0)
		return
	}
	if _, ok := doc["status"].(map[string]any); ok {
		l.newest(doc["status"], 0)
		l.newest(doc["metadata"], 0)
	}
}

// newest looks for fields of times, as deep as the status of an object nests.
func (l *loader) newest(value any, depth int) {
	if depth > 12 {
		return
	}
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			text, ok := inner.(string)
			if !ok {
				l.newest(inner, depth+1)
				continue
			}
			if !timeField(key) || len(text) < len("2006-01-02T15:04:05Z") {
				continue
			}
			if t, err := time.Parse(time.RFC3339, text); err == nil && t.After(l.snap.Taken) {
				l.snap.Taken = t
			}
		}
	case []any:
		for _, inner := range v {
			l.newest(inner, depth+1)
		}
	}
}

// timeField reports whether a field says when something was, by its name.
func timeField(key string) bool {
	switch key {
	case "time", "startedAt", "finishedAt":
		return true
	case "deletionTimestamp", "renewalTime", "nextUpdateTime":
		return false // it may be yet to come
	}
	return strings.HasSuffix(key, "Time") || strings.HasSuffix(key, "Timestamp")
}

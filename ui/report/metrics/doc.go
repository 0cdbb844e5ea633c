// Package metrics writes a report as OpenMetrics text, for dashboards: counts by namespace, check and
// severity. It contains no names of pods, images, secrets or users, and a bounded number of series.
//
// It imports package diagnose only.
package metrics

// Package train is the course of the practice cluster on the screens: the
// lessons and their pages, the exam, the kubectl prompt, the glossary. Course
// runs it: it opens a cluster for a lesson, watches what happens there and keeps
// the progress. State is the part that line mode shares.
//
// What a lesson is and how it is scored is in kube/cases/lesson and ui/course.
// It imports those, the vocabulary (packages ui and diagnose), present, screen,
// cell and theme, and may import pod.
package train

// Package classroom opens a practice cluster for one lesson: the pods of its cases and nothing else,
// the small kubectl, and a reading of what the lesson's conditions are about.
//
// It may import kube/cases/lesson, kube/practice with its prompt, and the types of diagnose.
package classroom

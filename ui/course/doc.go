// Package course is the course without its screens: where one is in a lesson, whether an answer is
// right, what is kept of it, which problems an exam draws and what to look at again.
//
// It is pure but for the file of the progress, and knows neither terminal nor cluster.
package course

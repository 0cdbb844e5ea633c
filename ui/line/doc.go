// Package line is the program line by line, for screen readers and pipes: the
// same content and the same fixes, nothing drawn, nothing repainted, the word
// first. A lesson's text names keys of the screens; here it names what is typed.
//
// It imports the vocabulary (packages ui and diagnose), present for what the
// screens say alike, export, train for the state of the course, cell and theme.
package line

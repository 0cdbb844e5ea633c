// Package ui is the interactive program.
//
// One Bubble Tea model, app, holds a stack of screens. A screen is a plain
// struct: it lists its actions, takes what it is told and draws itself into
// lines. Nothing here reads a cluster or runs a diagnosis while a message is
// handled; that happens in commands, whose answers come back as messages.
//
//	list       the failing pods, or their causes
//	diagnosis  one pod: the pull chain, the evidence, the fixes
//	evidence   everything about one link of the chain
//	form       the login that a fix still needs
//	preview    what a fix would do, and the way to say yes
//	result     each step as it is done, then the pods until they run
//
// In practice there is the course beside them; a lesson puts the list of its own
// cluster underneath and a page on top.
//
//	courseMenu  the lessons, the exam, the summary
//	lessonPage  a text, a question, a task, or the end
//	examPage    a problem without a name
//	shell       the kubectl prompt
//	glossary    what the words on a screen mean
package ui

// Package tui is the program on the screen: one Bubble Tea model that holds a
// stack of screens, watches the cluster, and has what every screen has: the top
// line, the footer, the palette, the help, the log.
//
//	list       the failing pods, or their causes
//	diagnosis  one pod: the pull chain, the evidence, the fixes
//	evidence   everything about one link of the chain
//	form       the credentials that a fix still needs
//	preview    what a fix would do, and the way to say yes
//	result     each step as it is done, then the pods until they run
//
// In practice there is the course beside them; a lesson puts the list of its own
// cluster underneath and a page on top.
//
// Update does no I/O: whatever takes time is a command whose answer comes back
// as a message. Screens send messages too, which the program handles at once.
// Start reading with program.go and update.go.
//
// It imports every package of screens, and no cluster.
package tui

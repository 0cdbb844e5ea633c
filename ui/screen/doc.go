// Package screen is what every screen is made of: the Screen interface, the
// actions behind its keys, a line of typed text, and the Env that the program
// shares with its screens.
//
// A screen is a plain struct: it lists its actions, takes what happened and
// draws itself into lines. It knows the Env and not the program. It opens and
// closes screens with Push, Pop and Home, and asks for anything else with a
// message that Send hands to the program. Whatever takes time is a command;
// nothing is read while a message is handled.
//
// It imports the vocabulary (packages ui and diagnose), cell and theme.
package screen

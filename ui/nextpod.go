package ui

import tea "charm.land/bubbletea/v2"

// nextPod goes to the next failing pod on the list.
func (a *app) nextPod(m nextPodMsg) tea.Cmd {
	a.Home()
	if !a.list().next(m.skip) {
		a.Say("no other pod fails here")
	}
	return nil
}

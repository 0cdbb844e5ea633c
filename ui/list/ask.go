package list

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// sharing are the pods that share the cause of the line under the cursor, as
// far as the filter shows them.
func (l *List) sharing() []present.PodKey {
	it, ok := l.item()
	if !ok || it.kind == recoveredItem {
		return nil
	}
	own := &l.rows[it.row]
	if own.Group < 0 {
		return []present.PodKey{own.Key}
	}
	var keys []present.PodKey
	for _, i := range l.matching {
		if l.rows[i].Group == own.Group {
			keys = append(keys, l.rows[i].Key)
		}
	}
	return keys
}

// ask asks the registries about the cause under the cursor.
func (l *List) ask() tea.Cmd {
	keys, snap := l.sharing(), l.env.State.Snapshot()
	if len(keys) == 0 {
		return nil
	}
	return ask.Open(l.env, ask.Subject{
		Where:     l.Place(),
		Title:     askTitle(keys),
		Keep:      true,
		Questions: func() []diagnose.RegistryQuestion { return present.Questions(snap, keys...) },
	})
}

func askTitle(keys []present.PodKey) string {
	if len(keys) == 1 {
		return "Ask the registry whether the pull secrets of pod " + cell.Clean(keys[0].Pod) + " can pull its images"
	}
	return "Ask the registry about the " + present.Plural(len(keys), "pod") + " that share this cause"
}

// askAction is the key for it.
func (l *List) askAction(none string) screen.Action {
	return screen.Action{Key: screen.KeyAsk, Help: "ask registry", Disabled: none, Do: l.ask,
		Doc: "ask the registry from this computer what it answers to the pull secrets of all pods with this cause; what is sent where is shown first"}
}

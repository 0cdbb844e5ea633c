package line

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
)

// rescue asks about the pods that an earlier program deleted and did not
// create again.
func (p *session) rescue() error {
	r, ok := p.backend.(ui.Rescuer)
	if !ok {
		return nil
	}
	if p.diagnose(); p.result == nil {
		p.result = &diagnose.Result{Snapshot: &diagnose.Snapshot{}}
	}
	for _, f := range r.Lost(p.ctx) {
		p.say("%s?", f.Title)
		for _, w := range f.Warnings {
			p.says("Warning", w)
		}
		answer, err := p.ask("y previews and creates it, d discards it, anything else asks again at the next start:")
		switch {
		case err != nil:
			return err
		case answer == "d":
			r.Forget(f)
			p.say("Discarded.")
		case answer == "y":
			if err := p.fix(f, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

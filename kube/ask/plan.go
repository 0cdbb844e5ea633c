package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Shipment is what would be sent to one registry.
type Shipment = diagnose.RegistryShipment

// Plan finds out what would be sent where, for the user to see before Ask. It
// asks the registries without credentials.
func (a *Asker) Plan(ctx context.Context, questions []Question) []Shipment {
	a.asking.Lock()
	defer a.asking.Unlock()
	units := a.unitsOf(questions)
	a.pass(units, func(u *unit) {
		for _, q := range u.questions {
			a.scrubAll(q)
		}
		a.open(ctx, u.place, false)
	})
	var plan []Shipment
	for _, u := range units {
		o := a.open(ctx, u.place, false)
		s := Shipment{Host: harmless(u.place.host), Proxy: harmless(o.proxy), Allowed: o.realm == nil || o.allowed}
		if o.realm != nil {
			s.TokenHost = harmless(o.realm.Host)
		}
		i := slices.IndexFunc(plan, func(p Shipment) bool { return p.Host == s.Host && p.TokenHost == s.TokenHost })
		if i < 0 {
			i, plan = len(plan), append(plan, s)
		}
		for _, q := range u.questions {
			add(&plan[i], q, u.place)
		}
	}
	slices.SortFunc(plan, func(a, b Shipment) int {
		return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.TokenHost, b.TokenHost))
	})
	return plan
}

// add adds to a shipment the credentials of a question that would be sent.
func add(s *Shipment, q Question, p place) {
	for _, c := range candidates(q, p) {
		if c.withheld != nil || c.login.anonymous() {
			continue
		}
		if !slices.Contains(s.Secrets, c.secret) {
			s.Secrets = append(s.Secrets, c.secret)
		}
		if !slices.Contains(s.Usernames, c.username) {
			s.Usernames = append(s.Usernames, c.username)
		}
	}
}

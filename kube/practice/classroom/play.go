package classroom

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Stage is a cluster on which a claim is proven: the practice cluster, or a real one with kubectl.
type Stage struct {
	Kubectl func(ctx context.Context, line string) string
	Look    func(ctx context.Context) (lesson.State, error)
	Speed   float64 // how much faster than a real node; 1 for a real one
}

const (
	patience = 7 * time.Minute  // of a node, for what it does by itself: its longest back-off, and some
	lasting  = 10 * time.Second // of a node, for what must stay as it is
)

// Stage returns the room as a stage.
func (r *Room) Stage(speed float64) *Stage {
	return &Stage{Kubectl: r.Kubectl, Look: r.Look, Speed: speed}
}

// Prove runs the steps of a claim. The error says which step failed.
func (s *Stage) Prove(ctx context.Context, namespace string, c lesson.Claim) error {
	before, err := s.Look(ctx)
	if err != nil {
		return err
	}
	for i, a := range c.Play {
		if err := s.act(ctx, namespace, &before, a); err != nil {
			return fmt.Errorf("%q: step %d: %w", c.Says, i+1, err)
		}
	}
	return nil
}

func (s *Stage) act(ctx context.Context, namespace string, before *lesson.State, a lesson.Act) error {
	switch {
	case a.Run != "":
		line, err := s.named(ctx, namespace, a.Run)
		if err != nil {
			return err
		}
		out := s.Kubectl(ctx, line)
		failed := strings.HasPrefix(out, "error") || strings.HasPrefix(out, "Error") || strings.HasPrefix(out, "This small kubectl")
		switch {
		case a.Shows == "" && failed:
			return fmt.Errorf("%s: %s", a.Run, out)
		case !strings.Contains(out, a.Shows):
			return fmt.Errorf("%s does not show %q. Output:\n%s", a.Run, a.Shows, out)
		}
		return nil
	case a.Until != nil:
		return s.until(ctx, namespace, before, a.Until)
	}
	return s.holds(ctx, namespace, before, a.Holds)
}

// named puts a pod's name into a line, since controllers generate them.
func (s *Stage) named(ctx context.Context, namespace, line string) (string, error) {
	if !strings.Contains(line, "POD") {
		return line, nil
	}
	now, err := s.Look(ctx)
	for _, p := range now.Pods {
		if p.Namespace == namespace {
			return strings.ReplaceAll(line, "POD", p.Name), nil
		}
	}
	return "", errors.Join(err, fmt.Errorf("no pod in %s", namespace))
}

// pause is the time between two readings.
func (s *Stage) pause() time.Duration { return min(time.Second, s.scaled(2*time.Second)) }

func (s *Stage) scaled(d time.Duration) time.Duration { return time.Duration(float64(d) / s.Speed) }

// until waits for a condition, with a generous limit for busy machines.
func (s *Stage) until(ctx context.Context, namespace string, before *lesson.State, c *lesson.Condition) error {
	ctx, cancel := context.WithTimeout(ctx, max(s.scaled(patience), time.Minute))
	defer cancel()
	for {
		now, err := s.Look(ctx)
		if err == nil && c.Holds(namespace, before, &now) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("never became true: %s; pods: %s", describe(c), pods(&now))
		case <-time.After(s.pause()):
		}
	}
}

func (s *Stage) holds(ctx context.Context, namespace string, before *lesson.State, c *lesson.Condition) error {
	for end := time.Now().Add(s.scaled(lasting)); ; {
		now, err := s.Look(ctx)
		if err != nil {
			return err
		}
		if !c.Holds(namespace, before, &now) {
			return fmt.Errorf("does not hold: %s; pods: %s", describe(c), pods(&now))
		}
		if time.Now().After(end) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(s.pause()):
		}
	}
}

// describe words a condition for an error.
func describe(c *lesson.Condition) string {
	text := strings.TrimPrefix(fmt.Sprintf("%+v", *c), "{")
	return strings.TrimSuffix(text, "}")
}

func pods(s *lesson.State) string {
	var out []string
	for _, p := range s.Pods {
		out = append(out, fmt.Sprintf("%s/%s running=%v %s %s uses=%v tries=%d", p.Namespace, p.Name, p.Running, p.Reason, p.Message, p.Uses, p.Tries))
	}
	return strings.Join(out, "; ")
}

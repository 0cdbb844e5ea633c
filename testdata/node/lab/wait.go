package lab

import (
	"context"
	"fmt"
	"time"
)

// readyTimeout is how long a program may take until it answers; the machine may be busy.
const readyTimeout = 3 * time.Minute

// waitFor asks again and again until ok says nil, the process has ended or time is up.
func waitFor(ctx context.Context, p *process, ok func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	for {
		err := ok(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("%s ended at once:\n%s", p.name, p.tail())
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w; %v\n%s", p.name, err, ctx.Err(), p.tail())
		case <-time.After(100 * time.Millisecond):
		}
	}
}

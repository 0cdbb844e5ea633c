package cli

import (
	"strings"
	"testing"
)

func TestCourseFlags(t *testing.T) {
	o, err := parse("--train", "--lesson", "exam", "--seed", "42", "--reset")
	if err != nil || o.Lesson != "exam" || o.Seed != 42 || !o.Reset {
		t.Errorf("%+v %v", o, err)
	}
	for _, args := range [][]string{{"--lesson", "3"}, {"--seed", "4"}, {"--reset"}} {
		if _, err := parse(args...); err == nil || !strings.Contains(err.Error(), " requires --train") {
			t.Errorf("%q without --train: %v", args, err)
		}
	}
	if _, err := parse("--train", "--report", "--lesson", "3"); err == nil {
		t.Error("a lesson in a report")
	}
}

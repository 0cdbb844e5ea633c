package diagnose

import "testing"

// What is compiled late must compile all the same.
func TestEveryPatternCompiles(t *testing.T) {
	used := map[string]pattern{
		"shellVariable": shellVariable, "secretName": secretNamePattern,
	}
	for _, s := range samples {
		used["sample: "+s.why] = s.form
	}
	for name, p := range used {
		t.Run(name, func(t *testing.T) {
			if p().NumSubexp() < 0 { // compiles, or the test ends here
				t.Error("no expression")
			}
		})
	}
}

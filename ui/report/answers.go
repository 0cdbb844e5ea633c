package report

import "github.com/pulldoctor/pulldoctor/diagnose"

// answerLines are the registry's answers, one each, without those that were not
// needed.
func answerLines(answers []diagnose.RegistryAnswer) []string {
	var lines []string
	for _, a := range answers {
		if a.NotAsked != diagnose.NotAskedNotNeeded {
			lines = append(lines, a.Line())
		}
	}
	return lines
}

// answers writes what the registry answered.
func (t *text) answers(answers []diagnose.RegistryAnswer) {
	label := "Asked"
	for _, l := range answerLines(answers) {
		if label != "" {
			l = "from this computer: " + l
		}
		t.labelled(label, l)
		label = ""
	}
}

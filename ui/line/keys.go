package line

import "strings"

// inTypedWords puts what is typed in plain mode in the place of the keys that the lessons name. The
// lessons are written for the screens.
func inTypedWords(s string) string { return typedWords.Replace(s) }

var typedWords = strings.NewReplacer(
	"press $ for the kubectl prompt and type", "type",
	"($ opens the prompt)", "(type the command here)",
	"Or press $ and do it with kubectl", "Or do it with kubectl",
	"Try it in the prompt.", "Try it.",
	"Open the pod with enter, and the link \"Secret\" with enter again.", "Type p, and the number of the pod.",
	"Press f for the fix; ctrl+f fills in the practice credentials, enter goes to the preview, A applies it.",
	"Type p, the number of the pod and that of the fix. It asks for credentials; the practice credentials are shown.",
	"Press f and ctrl+f on any of the pods.", "Type p, the number of any of the pods and that of the fix.",
	"Press f and ctrl+f. The form tests", "Type p, the number of the pod and that of the fix. It tests",
	"Press f and ctrl+f.", "Type p, the number of the pod and that of the fix.",
	"Press f on the pod:", "Type p and the number of the pod:",
	"Press a on the pod to ask.", "Type p, the number of the pod, and a to ask.",
	"Press f", "Type p",
	"Press tab in the list of pods to see one row for each cause instead of one for each pod.", "The list of pods says how many share a cause.",
	"Press tab in the list.", "Type p for the list.",
	"press R on this page for a fresh cluster", "type l and open the lesson again for a fresh cluster",
	"press R for a fresh cluster", "type l and open the lesson again for a fresh cluster",
)

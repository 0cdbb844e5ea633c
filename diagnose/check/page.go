package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

var _ = register(Check{
	Name:  diagnose.CheckNotARegistry,
	Short: "a web page answered",
	Title: "A web page was returned instead of a registry's response",
	Doc: `The node got HTML (media type text/html, invalid character '<') where it expected a manifest or a token. No
registry sends that: a mirror's endpoint, a proxy or captive portal, the registry's web interface, or a wrong
path answered. The registry in the image's name may be fine. Waiting does not help.
Check it: kubectl -n NAMESPACE describe pod POD shows the URL that was requested; open it to see what answers.
Fix it: correct the host or path in the image, the mirror's endpoint in the runtime's configuration, or the
proxy settings of the node. No pull secret is involved.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if k.Container.Type == diagnose.TypeSandbox || k.Pod.Template || k.Answer() != pull.AnswerPage {
			return nil
		}
		c := diagnose.Certain
		if k.Reading.Status == 403 || k.Reading.Status == 401 || k.Reading.Responder == symptom.Registry {
			c = diagnose.Likely
		}
		what := "a manifest"
		if k.Reading.Phase == symptom.PhaseToken {
			what = "a token"
		}
		detail := fmt.Sprintf("%s answered with a web page where the node expected %s, so no registry answered.", host(k), what)
		switch {
		case k.Reading.Target == symptom.Mirror:
			detail += fmt.Sprintf(" %s itself may be fine: correct the endpoint of the mirror.", k.Image.Registry)
		case k.Reading.Responder == symptom.Proxy:
			detail += " The page looks like one of a proxy or web filter: let the node's proxy pass requests to the registry."
		default:
			detail += " A mirror, a proxy or sign-in page in between, or the web interface of the registry answered, or the path in the image is wrong."
		}
		detail += " Waiting does not help, and neither does a pull secret."
		return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckNotARegistry, diagnose.LinkRegistry, c, k.Subject(), detail)}
	},
})

package provider

import "strings"

// Quay is quay.io and Red Hat Quay.
const Quay Name = "quay"

var _ = register(Provider{
	Name:    Quay,
	Title:   "Quay",
	Example: "quay.io",
	Hosts:   []Pattern{"quay.io"},
	Usual:   []Pattern{"quay.{rest}"},
	Layers: []Pattern{
		"cdn.quay.io", "cdn{any}.quay.io",
		"quayio-production-s3.s3.amazonaws.com", "quayio-production-s3.s3.{region}.amazonaws.com", "quayio-production-s3.s3.dualstack.{region}.amazonaws.com",
	},
	Missing: MissingHidden,
	Kinds: []Kind{
		{User: "$oauthtoken", Is: "An OAuth access token of Quay"},
		{User: "$app", Is: "An encrypted password of Quay"},
		{User: "$token", Is: "An access token of Quay"},
	},
	CheckUser: func(user, password string) string {
		if !strings.Contains(user, "+") && (isQuayRobotToken(password) || user == "robot" || strings.HasPrefix(user, "robot$")) {
			return "The name of a robot account is <organization>+<robot>, with the plus sign."
		}
		return ""
	},
	Form: Form{
		User:     "The user name is the robot account's: organization+robot.",
		Source:   "Create one at quay.io > your organization > Robot accounts, and copy its token.",
		Right:    "Give it Read on the repository.",
		Lifetime: "It does not expire.",
		Lasting:  "use a robot account.",
		Link:     "https://quay.io/organization/",
	},
})

// isQuayRobotToken recognizes the tokens of robot accounts: 64 capital letters and digits.
func isQuayRobotToken(password string) bool {
	return len(password) == 64 && onlyOf(password, func(b byte) bool { return 'A' <= b && b <= 'Z' || isDigit(b) })
}

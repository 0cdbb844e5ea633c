package provider

// ECRPublic is Amazon's public gallery.
const ECRPublic Name = "ecr-public"

var _ = register(Provider{
	Name:     ECRPublic,
	Title:    "Amazon ECR Public",
	Example:  "public.ecr.aws",
	Hosts:    []Pattern{"public.ecr.aws", "ecr-public.aws.com"},
	Layers:   []Pattern{"{any}.cloudfront.net"},
	Open:     []Place{{"public.ecr.aws", "", AccessAnonymous}, {"ecr-public.aws.com", "", AccessAnonymous}},
	Missing:  MissingShown,
	OnlyUser: "AWS",
	Kinds: []Kind{
		{User: "AWS", Is: "A password for Amazon ECR", Lives: 12 * hour},
	},
	CheckUser: checkAWS,
	expiry:    ecrExpiry,
	expiring:  "ECR password",
	Form: Form{
		User:     "The user name is AWS. Public images need no credentials, and expired ones make their pulls fail.",
		Source:   "Get a password with the command below.",
		Lifetime: "It is valid for 12 hours.",
		Refresh:  "aws ecr-public get-login-password --region us-east-1",
		Lasting:  "pull without credentials: the images are public.",
		Link:     "https://docs.aws.amazon.com/AmazonECR/latest/public/public-registry-auth.html",
	},
})

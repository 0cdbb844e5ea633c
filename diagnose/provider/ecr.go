package provider

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// ECR is Amazon's registry of an AWS account.
const ECR Name = "ecr"

var ecr = register(Provider{
	Name:    ECR,
	Title:   "Amazon ECR",
	Example: "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
	Short:   "ECR {region}",
	// The forms that the kubelet's ecr-credential-provider and Amazon's credential helper accept.
	Hosts: []Pattern{
		"{account}.dkr.ecr.{region}.amazonaws.com", "{account}.dkr.ecr-fips.{region}.amazonaws.com",
		"{account}.dkr.ecr.{region}.amazonaws.com.cn", "{account}.dkr.ecr-fips.{region}.amazonaws.com.cn",
		"{account}.dkr-ecr.{region}.on.aws", "{account}.dkr-ecr-fips.{region}.on.aws",
		"{account}.dkr-ecr.{region}.on.amazonwebservices.com.cn",
		"{account}.dkr.ecr.{region}.amazonaws.eu", "{account}.dkr.ecr-fips.{region}.amazonaws.eu",
		"{account}.dkr.ecr.{region}.c2s.ic.gov", "{account}.dkr.ecr.{region}.sc2s.sgov.gov",
		"{account}.dkr.ecr.{region}.cloud.adc-e.uk", "{account}.dkr.ecr.{region}.csp.hci.ic.gov",
	},
	Layers: []Pattern{
		"prod-{any}-starport-layer-bucket.s3.{region}.amazonaws.com", "prod-{any}-starport-layer-bucket.s3.dualstack.{region}.amazonaws.com",
		"prod-{any}-starport-layer-bucket.s3.amazonaws.com", "prod-{any}-starport-layer-bucket.s3-fips.{region}.amazonaws.com",
		"prod-{any}-starport-layer-bucket.s3.{region}.amazonaws.com.cn", "prod-{any}-starport-layer-bucket.s3.dualstack.{region}.amazonaws.com.cn",
	},
	Missing: MissingHidden,
	Path:    ecrPath,
	Node: &Identity{
		Cloud: "aws://", Service: "EKS", Who: "the node's IAM role",
		Right:       "ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer and ecr:BatchGetImage, as in the policy AmazonEC2ContainerRegistryPullOnly",
		Detail:      "A repository in another account must also allow it in its own policy.",
		BuiltInGone: 28, Plugin: "ecr-credential-provider",
		Grant: ecrGrant,
	},
	OnlyUser: "AWS",
	Kinds: []Kind{
		{User: "AWS", Is: "A password for Amazon ECR", Lives: 12 * hour},
	},
	CheckUser: checkAWS,
	expiry:    ecrExpiry,
	expiring:  "ECR password",
	Form: Form{
		User:     "The user name is AWS.",
		Source:   "Get a password with the command below.",
		Right:    "It needs ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, ecr:GetDownloadUrlForLayer and ecr:BatchGetImage.",
		Lifetime: "It is valid for 12 hours. Nodes in AWS can pull with their own role; elsewhere something has to renew the secret.",
		Refresh:  "aws ecr get-login-password --region {region}",
		Lasting:  "let the nodes pull with their own role, or have the secret renewed (External Secrets, a CronJob).",
		Link:     "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
	},
})

func checkAWS(user, _ string) string {
	if user == "AWS" {
		return ""
	}
	return "Amazon ECR accepts only the user name AWS, with a password from aws ecr get-login-password."
}

// ecrExpiry is the expiration in what aws ecr get-login-password prints: base64 of a JSON object.
func ecrExpiry(password string) (time.Time, bool) {
	if len(password) > longest {
		return time.Time{}, false
	}
	raw, err := base64.StdEncoding.DecodeString(password)
	if err != nil {
		return time.Time{}, false
	}
	var t struct {
		Expiration float64 `json:"expiration"`
	}
	if json.Unmarshal(raw, &t) != nil {
		return time.Time{}, false
	}
	return unix(t.Expiration)
}

// ecrGrant attaches the managed policy to the role of the nodes. For a managed node group, it first
// asks which role that is.
func ecrGrant(n Names) []string {
	words := shell.Words{"role": or(shell.Cloud, n.Role, "NODE_ROLE"), "cluster": or(shell.Cloud, n.Cluster, "CLUSTER"), "group": shell.Cloud(n.NodeGroup)}
	var templates []string
	if n.Role == "" && n.NodeGroup != "" {
		templates = append(templates, "aws eks describe-nodegroup --cluster-name {cluster} --nodegroup-name {group} --query nodegroup.nodeRole --output text")
	}
	return shell.Lines(words, append(templates,
		"aws iam attach-role-policy --role-name {role} --policy-arn arn:"+partition(n.Registry)+":iam::aws:policy/AmazonEC2ContainerRegistryPullOnly")...)
}

// partition is the part of AWS that a registry is in, as ARNs begin.
func partition(registry string) string {
	parts := PartsOf(registry)
	switch {
	case len(parts.Region) > 3 && parts.Region[:3] == "cn-":
		return "aws-cn"
	case len(parts.Region) > 7 && parts.Region[:7] == "us-gov-":
		return "aws-us-gov"
	case len(parts.Region) > 5 && parts.Region[:5] == "eusc-":
		return "aws-eusc"
	}
	return "aws"
}

// cachePrefixes are the repository prefixes that Amazon's console proposes for pull-through caches.
var cachePrefixes = []string{"ecr-public", "docker-hub", "quay", "kubernetes", "k8s", "github", "ghcr", "gitlab", "azure", "chainguard"}

// ecrPath is about pull-through caches: the first pull creates the repository.
func ecrPath(repository string) string {
	prefix, _, found := strings.Cut(repository, "/")
	if !found || !slices.Contains(cachePrefixes, prefix) {
		return ""
	}
	return "If " + prefix + "/ is a pull-through cache, the first pull creates the repository and imports the image: that needs a pull-through cache rule for this prefix in the registry, " +
		"and ecr:CreateRepository and ecr:BatchImportUpstreamImage for the node's IAM role."
}

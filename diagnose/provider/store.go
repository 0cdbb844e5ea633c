package provider

import "strings"

// stores are object stores and content delivery networks that registries redirect to for layers. The
// label, where there is one, tells the store from other services of the same domain: it is a whole
// label of the host or its beginning up to a hyphen.
var stores = []struct{ suffix, label, title string }{
	{".amazonaws.com", "s3", "Amazon S3"},
	{".amazonaws.com.cn", "s3", "Amazon S3"},
	{".cloudfront.net", "", "Amazon CloudFront"},
	{".blob.core.windows.net", "", "Azure Blob Storage"},
	{".blob.core.usgovcloudapi.net", "", "Azure Blob Storage"},
	{".blob.core.chinacloudapi.cn", "", "Azure Blob Storage"},
	{".blob.storage.azure.net", "", "Azure Blob Storage"},
	{".azureedge.net", "", "Azure CDN"},
	{".azurefd.net", "", "Azure Front Door"},
	{".googleapis.com", "storage", "Google Cloud Storage"},
	{".r2.cloudflarestorage.com", "", "Cloudflare R2"},
	{".aliyuncs.com", "oss", "Alibaba Cloud OSS"},
	{".myqcloud.com", "cos", "Tencent Cloud COS"},
	{".tencentcos.cn", "", "Tencent Cloud COS"},
	{".myhuaweicloud.com", "obs", "Huawei Cloud OBS"},
	{".myhuaweicloud.eu", "obs", "Huawei Cloud OBS"},
	{".oraclecloud.com", "objectstorage", "Oracle Object Storage"},
	{".customer-oci.com", "objectstorage", "Oracle Object Storage"},
	{".appdomain.cloud", "cloud-object-storage", "IBM Cloud Object Storage"},
	{".digitaloceanspaces.com", "", "DigitalOcean Spaces"},
	{".scw.cloud", "s3", "Scaleway Object Storage"},
	{".wasabisys.com", "s3", "Wasabi"},
	{".backblazeb2.com", "", "Backblaze B2"},
	{".fastly.net", "", "Fastly"},
	{".akamaized.net", "", "Akamai"},
	{".akamaihd.net", "", "Akamai"},
	{".b-cdn.net", "", "bunny.net"},
}

// Store names the object store or content delivery network that a host belongs to; false if it is not
// known as one.
func Store(host string) (title string, ok bool) {
	host = Host(host)
	for _, s := range stores {
		if rest, found := strings.CutSuffix("."+host, s.suffix); found && rest != "" && (s.label == "" || hasLabel(rest, s.label)) {
			return s.title, true
		}
	}
	return "", false
}

func hasLabel(host, label string) bool {
	for l := range strings.SplitSeq(host, ".") {
		if rest, found := strings.CutPrefix(l, label); found && (rest == "" || rest[0] == '-') {
			return true
		}
	}
	return false
}

// ServesLayers says whether a host is one that a registry's layers come from, by redirect: one that
// the provider is known to use, or any object store. A node sends no credentials there: the address is
// signed.
func ServesLayers(registry, host string) bool {
	p := Of(registry)
	switch p.RoleOf(host) {
	case RoleLayers:
		return true
	case RoleRegistry, RoleToken:
		return false
	}
	_, ok := Store(host)
	return ok && Host(host) != Host(registry)
}

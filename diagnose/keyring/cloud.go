package keyring

import (
	"fmt"
	"strings"
)

// clouds are the host names of registries that differ by account or region. {x} is one
// label of the name, or for the rest of a label.
var clouds = []string{
	"{account}.dkr.ecr.{region}.amazonaws.com",
	"{account}.dkr.ecr.{region}.amazonaws.com.cn",
	"{account}.dkr.ecr-fips.{region}.amazonaws.com",
	"{account}.dkr-ecr.{region}.on.aws",
	"{region}-docker.pkg.dev",
	"{region}.gcr.io",
	"{registry}.azurecr.io",
	"{registry}.azurecr.cn",
	"{registry}.azurecr.us",
	"{region}.ocir.io",
	"{region}.icr.io",
	"registry.{region}.aliyuncs.com",
	"registry-vpc.{region}.aliyuncs.com",
	"{registry}.{region}.cr.aliyuncs.com",
	"swr.{region}.myhuaweicloud.com",
	"{registry}.jfrog.io",
	"{registry}.registry.cpln.io",
	"{registry}.pkg.coding.net",
	"{registry}.cr.de-fra.ionos.com",
	"rg.{region}.scw.cloud",
}

// region explains a key for another account, region or registry of the same cloud.
func (q question) region(key string) repair {
	differ := q.cloudDiffers(keyHost(key))
	if len(differ) == 0 {
		return repair{}
	}
	var whys []string
	for _, d := range differ {
		whys = append(whys, fmt.Sprintf("the %s differs: the key is for %s, the image is in %s", d.role, visible(d.has), visible(d.needs)))
	}
	return repair{q.wanted(key), strings.Join(whys, "; and "), MissRegion, distanceRegion + len(differ) - 1}
}

// otherRegion reports whether the hosts differ in something that is not a typo: eu-west-1 and
// eu-west-2 differ by one letter, but both exist. The name of a registry can be mistyped.
func (q question) otherRegion(host string) bool {
	for _, d := range q.cloudDiffers(host) {
		if d.role != "registry" {
			return true
		}
	}
	return false
}

type cloudDiff struct{ role, has, needs string }

// cloudDiffers lists the roles in which a host differs from the image's; none for hosts that are not
// of one cloud.
func (q question) cloudDiffers(host string) (differ []cloudDiff) {
	for _, cloud := range clouds {
		has, ok := cloudParts(cloud, host)
		if !ok {
			continue
		}
		needs, ok := cloudParts(cloud, q.target.host())
		if !ok {
			continue
		}
		for i, part := range has {
			if part.value != needs[i].value {
				differ = append(differ, cloudDiff{part.role, part.value, needs[i].value})
			}
		}
		return differ
	}
	return nil
}

type cloudPart struct{ role, value string }

// cloudParts reads the roles of a pattern out of a host.
func cloudParts(pattern, host string) ([]cloudPart, bool) {
	wants, have := strings.Split(pattern, "."), strings.Split(host, ".")
	if len(wants) != len(have) {
		return nil, false
	}
	var found []cloudPart
	for i, want := range wants {
		before, rest, hasRole := strings.Cut(want, "{")
		if !hasRole {
			if want != have[i] {
				return nil, false
			}
			continue
		}
		role, after, _ := strings.Cut(rest, "}")
		value, ok := strings.CutPrefix(have[i], before)
		value, ok2 := strings.CutSuffix(value, after)
		if !ok || !ok2 || value == "" {
			return nil, false
		}
		found = append(found, cloudPart{role, value})
	}
	return found, true
}

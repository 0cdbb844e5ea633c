package provider

import "strings"

// Pattern is a host name, in lower case and without port, in which placeholders stand for parts:
//
//	{account}  the twelve digits of an AWS account
//	{region}   a region or location
//	{name}     the name of a registry or an instance
//	{any}      anything that is of no interest
//	{rest}     one or more labels; only at the end
//
// A placeholder covers at least one letter, digit, hyphen or underscore, never a dot, and a label has
// at most one. So a host is compared in one pass.
type Pattern string

// Parts are the values of the placeholders in a host name.
type Parts struct{ Account, Region, Name string }

// match says whether the host has the form of the pattern, and fills in the parts.
func (p Pattern) match(host string, parts *Parts) bool {
	pattern := string(p)
	for {
		want, restOfPattern, more := strings.Cut(pattern, ".")
		if want == "{rest}" {
			return host != "" && onlyOf(host, inHost)
		}
		label, restOfHost, moreHost := strings.Cut(host, ".")
		if more != moreHost || !matchLabel(want, label, parts) {
			return false
		}
		if !more {
			return true
		}
		pattern, host = restOfPattern, restOfHost
	}
}

func matchLabel(want, label string, parts *Parts) bool {
	before, rest, found := strings.Cut(want, "{")
	if !found {
		return want == label
	}
	placeholder, after, _ := strings.Cut(rest, "}")
	if len(label) <= len(before)+len(after) || !strings.HasPrefix(label, before) || !strings.HasSuffix(label, after) {
		return false
	}
	value := label[len(before) : len(label)-len(after)]
	if !onlyOf(value, inLabel) {
		return false
	}
	switch placeholder {
	case "account":
		if len(value) != 12 || !onlyOf(value, isDigit) {
			return false
		}
		parts.Account = value
	case "region":
		parts.Region = value
	case "name":
		parts.Name = value
	}
	return true
}

func isDigit(b byte) bool      { return '0' <= b && b <= '9' }
func lowerOrDigit(b byte) bool { return 'a' <= b && b <= 'z' || isDigit(b) }
func inLabel(b byte) bool      { return lowerOrDigit(b) || b == '-' || b == '_' }
func inHost(b byte) bool       { return inLabel(b) || b == '.' }

// onlyOf says whether all bytes of a text are of one kind.
func onlyOf(text string, kind func(byte) bool) bool {
	for i := range len(text) {
		if !kind(text[i]) {
			return false
		}
	}
	return true
}

// matchAny says whether one of the patterns matches the host.
func matchAny(patterns []Pattern, host string) (Parts, bool) {
	for _, p := range patterns {
		var parts Parts
		if p.match(host, &parts) {
			return parts, true
		}
	}
	return Parts{}, false
}

// Host is a registry's host as providers are found by: in lower case, without port.
func Host(registry string) string {
	host, _, _ := strings.Cut(strings.ToLower(registry), ":")
	return host
}

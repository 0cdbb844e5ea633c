package cases

import "time"

// TLS is a fault of a registry's certificate.
type TLS string

const (
	TLSUntrusted TLS = "untrusted"  // signed by an authority that the node does not know
	TLSExpired   TLS = "expired"    // its time is over
	TLSWrongName TLS = "wrong-name" // it is for another host

	// TLSNotYetValid: its validity begins TLSLead from now, as a node sees it whose clock is that much behind.
	TLSNotYetValid TLS = "not-yet-valid"
)

// TLSLead is how long before the validity of a TLSNotYetValid certificate a node looks at it.
const TLSLead = 3 * time.Hour

// SlowRate is how many bytes a second arrive of a layer of a Slow image.
const SlowRate = 512

// Page is what a host that is no registry, or something in front of one, puts into its responses.
type Page string

const (
	PageHTML Page = "html" // a web page
	PageXML  Page = "xml"  // an error of an object store, as S3 words them
)

// Content is the media type of a page and its text.
func (p Page) Content() (mediaType, text string) {
	switch p {
	case PageHTML:
		return "text/html; charset=utf-8", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n"
	case PageXML:
		return "application/xml", `<?xml version="1.0" encoding="UTF-8"?>` + "\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\n"
	}
	return "", ""
}

// Fault is what a connection to a host comes to.
type Fault string

const (
	FaultRefused Fault = "refused" // its name resolves, and nothing listens
	FaultTimeout Fault = "timeout" // packets to it are dropped
	FaultSilent  Fault = "silent"  // it accepts connections and requests, and never responds
	FaultHalf    Fault = "half"    // every blob breaks off halfway, and so does every further attempt
)

package keyring

// State is the state of one secret by itself.
type State string

// The states. The values are those of the report's pullSecrets[].state.
const (
	OK          State = "ok"
	WrongType   State = "wrong-type"  // a type that the kubelet skips
	NoData      State = "no-data"     // right type, but the data key is missing or empty
	Undecodable State = "undecodable" // an entry's auth (or, in files, data) is not base64
	Unparseable State = "unparseable" // not JSON, or JSON that the kubelet rejects
	Empty       State = "empty"       // parses, but contains no entry (also: auths wrapper missing or misplaced)
)

// Inspection is everything that is known about one secret without an image.
type Inspection struct {
	State   State
	Err     error   // the kubelet's error for this secret, nil if it accepts or skips it
	Detail  string  // for people: what is wrong and where, "" for OK; never contains credentials
	DataKey string  // the data key that contains the Docker config, also if the kubelet reads a different one
	Type    string  // the Secret's type, as stored
	Entries []Entry // in document order

	Shape       Shape
	CredsStore  string   // credsStore left over from a laptop's config.json
	CredHelpers []string // hosts with credHelpers, in document order
	Extra       []string // other top-level fields (HttpHeaders, proxies, ...), names only

	Pos Position // what Detail refers to in the content (decoded, for ShapeDouble); zero if nothing
}

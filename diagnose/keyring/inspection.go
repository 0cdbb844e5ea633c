package keyring

// State of one secret, as far as the secret itself tells.
type State string

// The states; the words are those of the report's pullSecrets[].state.
const (
	OK          State = "ok"
	WrongType   State = "wrong-type"  // a type that the kubelet skips
	NoData      State = "no-data"     // right type, the data key is absent or empty
	Undecodable State = "undecodable" // an entry's auth (or, in files, data) is not base64
	Unparseable State = "unparseable" // not JSON, or JSON that the kubelet refuses
	Empty       State = "empty"       // parses, and holds no entry (also: auths wrapper missing or misplaced)
)

// Inspection is everything that can be said about one secret without an image.
type Inspection struct {
	State   State
	Err     error   // the kubelet's error for this secret, nil if it accepts or skips it
	Detail  string  // for people: what is wrong and where, "" for OK; never holds a credential
	DataKey string  // the data key that holds the docker config, also when the kubelet reads another
	Type    string  // the Secret's type, as stored
	Entries []Entry // in document order

	Shape       Shape
	CredsStore  string   // credsStore of a laptop's config.json left in
	CredHelpers []string // hosts with credHelpers, in document order
	Extra       []string // other top-level fields (HttpHeaders, proxies, ...), names only

	Pos Position // where Detail points to in the content (decoded, for ShapeDouble); zero for nowhere
}

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

// Shape says how content and Secret type relate.
type Shape string

// The shapes.
const (
	ShapeOK         Shape = ""
	ShapeNoAuths    Shape = "auths-missing"   // dockercfg content under .dockerconfigjson: the kubelet finds no entry
	ShapeAuthsInCfg Shape = "auths-misplaced" // {"auths":{...}} under .dockercfg: one useless host named "auths"
	ShapeWrongKey   Shape = "wrong-data-key"  // the config stands under another data key (e.g. config.json)
	ShapeDouble     Shape = "double-base64"   // the data is base64 once more
)

// Fault is why the kubelet refuses an entry, and with it every secret of the pod.
type Fault string

// The faults.
const (
	FaultNone      Fault = ""
	FaultNotBase64 Fault = "not-base64"    // auth is not base64
	FaultNoColon   Fault = "no-colon"      // auth decodes, but is not user:password
	FaultDouble    Fault = "double-base64" // auth decodes to base64 of user:password
	FaultNotObject Fault = "not-object"    // the entry, or one of its fields, has the wrong JSON type
)

// Inspection is everything that can be said about one secret without an image.
type Inspection struct {
	State   State
	Err     error  // the kubelet's error for this secret, nil if it accepts or skips it
	Detail  string // for people: what is wrong and where; never holds a credential
	DataKey string // the data key that holds the docker config, also when the kubelet reads another
	Type    string // the Secret's type, as stored
	Entries []Entry

	Shape       Shape
	CredsStore  string   // credsStore of a laptop's config.json left in
	CredHelpers []string // hosts with credHelpers, in document order
	Extra       []string // other top-level fields (HttpHeaders, proxies, ...), names only

	Pos Position // where Detail points to in the content, zero when it points to no place
}

// Entry is one registry key with its login, as read.
type Entry struct {
	Key             string    // as written
	Username        string    // effective, as the kubelet would send it
	Password        Sensitive // effective
	HasAuth         bool      // auth present and not empty (it then replaces username and password)
	WrittenUsername string    // the username field as written
	WrittenPassword Sensitive // the password field as written
	Disagrees       bool      // auth names another user or password than the fields beside it
	IdentityToken   bool      // identitytoken or registrytoken present (the kubelet ignores them)
	Fault           Fault     // why the kubelet refuses this entry (and so the whole keyring), "" if it does not
	Err             error     // the kubelet's text for Fault
	Detail          string    // for people, without credentials
	Dropped         string    // the kubelet skips just this entry: why its key cannot be read as a URL

	// What a lenient reading gets out of a faulty auth, for offering a repair. Both are empty
	// when there is no fault or nothing could be read.
	RecoveredUsername string
	RecoveredPassword Sensitive

	Pos Position // where the key stands in the content
}

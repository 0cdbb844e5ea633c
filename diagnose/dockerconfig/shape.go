package dockerconfig

import "encoding/json"

// WrapAuths returns a document with a top-level map of hosts moved under "auths".
func WrapAuths(data []byte) ([]byte, error) {
	if !json.Valid(data) {
		return nil, ErrNotJSON
	}
	return append(append([]byte(`{"auths":`), data...), '}'), nil
}

// UnwrapAuths returns a document with the map of hosts moved from "auths" to the top level.
func UnwrapAuths(data []byte) ([]byte, error) {
	all, err := hosts(data, ConfigJSON)
	if err != nil {
		return nil, err
	}
	if len(all) != 1 {
		return nil, ErrNoEntry
	}
	return append([]byte(nil), data[all[0].from:all[0].to]...), nil
}

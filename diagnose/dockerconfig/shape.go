package dockerconfig

import "encoding/json"

// WrapAuths puts a bare host map under "auths".
func WrapAuths(data []byte) ([]byte, error) {
	if !json.Valid(data) {
		return nil, ErrNotJSON
	}
	return append(append([]byte(`{"auths":`), data...), '}'), nil
}

// UnwrapAuths takes the host map out of "auths".
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

package dockerconfig

// KeepEntries returns a new document with only these registry keys, their values
// byte for byte and in this order. Everything else of the document, settings
// of a laptop included, is omitted. A missing key is an error.
func KeepEntries(data []byte, l Layout, keys []string) ([]byte, error) {
	body := []byte("{")
	for i, key := range keys {
		raw, err := Raw(data, l, key)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, pair(key, raw)...)
	}
	body = append(body, '}')
	if l == Dockercfg {
		return body, nil
	}
	return append(append([]byte(`{"auths":`), body...), '}'), nil
}

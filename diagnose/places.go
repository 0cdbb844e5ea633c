package diagnose

// Place is a line of a file and a column in it, both from 1.
type Place struct{ Line, Column int }

// Places are the places of the fields that findings are about, by names that
// the functions below make.
type Places map[string]Place

// Names of the places of fields.
const (
	PlaceName = "name" // metadata.name
	PlaceType = "type" // of a Secret
)

// PlaceOfKey names the place of a data key of a Secret.
func PlaceOfKey(key string) string { return "key/" + key }

// PlaceOfValue names the place of the value under a data key.
func PlaceOfValue(key string) string { return "value/" + key }

// PlaceOfPullSecret names the place of a name in imagePullSecrets.
func PlaceOfPullSecret(name string) string { return "pull-secret/" + name }

// PlaceOfImage names the place of the image of a container.
func PlaceOfImage(container string) string { return "image/" + container }

// At is the location of the first of the named fields that is known, else of the
// object; nil when the object is in no file.
func (m *Meta) At(names ...string) *Location {
	if m.File == "" {
		return nil
	}
	for _, name := range names {
		if p, ok := m.Places[name]; ok {
			return &Location{File: m.File, Line: p.Line, Column: p.Column, Chart: m.Chart}
		}
	}
	return &Location{File: m.File, Line: m.Line, Chart: m.Chart}
}

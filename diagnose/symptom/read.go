package symptom

// Read classifies one waiting state.
func Read(reason, message string) Reading { return Reading{Class: Unknown, Text: message} }

// ReadAll weighs the status and the pod's event messages together.
func ReadAll(reason, message string, events []Event) Reading { return Read(reason, message) }

package httpd

import (
	"encoding/json"

	"plenary/internal/forum"
)

// saying is what a client says on the live connection.
type saying struct {
	Op           string     `json:"op"`
	Conversation int64      `json:"conversation"`
	After        *int64     `json:"after"` // nil: from the present
	Epoch        string     `json:"epoch"`
	Lang         forum.Lang `json:"lang"`
}

// parseSaying reads one frame of a client. Malformed if it is not a JSON object
// of those types, or asks for what came before the first event.
func parseSaying(data []byte) (saying, error) {
	var s saying
	if err := json.Unmarshal(data, &s); err != nil || s.After != nil && *s.After < 0 {
		return saying{}, forum.Refused(forum.Malformed, "live.malformed")
	}
	return s, nil
}

// after is the cursor, -1 for the present.
func (s saying) after() int64 {
	if s.After == nil {
		return -1
	}
	return *s.After
}

// in is the language asked for, if there is one of that name, else fallback.
func (s saying) in(fallback forum.Lang) forum.Lang {
	if s.Lang.UI() == s.Lang {
		return s.Lang
	}
	return fallback
}

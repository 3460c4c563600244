package live

import (
	"encoding/json"
	"errors"
)

// ErrMalformed says that what a client said could not be read.
var ErrMalformed = errors.New("live: not a frame of a client")

// Saying is what a client says: one JSON object.
type Saying struct {
	Op           string `json:"op"`
	Conversation int64  `json:"conversation"`
	After        *int64 `json:"after"` // the cursor; nil: from the present
	Epoch        string `json:"epoch"`
	Lang         string `json:"lang"`
}

// ParseSaying reads one frame of a client. ErrMalformed if it is not a JSON
// object of those types, or its cursor is below 0. It is not known yet whether
// there is such an op.
func ParseSaying(data []byte) (Saying, error) {
	var s Saying
	if err := json.Unmarshal(data, &s); err != nil || s.After != nil && *s.After < 0 {
		return Saying{}, ErrMalformed
	}
	return s, nil
}

package live

import "sync"

// Kind says what may happen to a frame when a seat's queue is full.
type Kind uint8

const (
	// Event frames are never dropped: a seat that has no room for one is lost.
	Event Kind = iota
	// Hint frames may be dropped: a later one says it better.
	Hint
)

// Frame is one message to clients, made once and shared by all seats that get
// it. It must not be copied.
type Frame struct {
	json []byte
	seq  int64
	kind Kind

	once     sync.Once
	prepared any
}

// NewEvent makes the frame of a conversation's event. seq is above 0, the
// event's number in its conversation. The frame keeps json; the caller must not
// change it afterwards.
func NewEvent(seq int64, json []byte) *Frame { return &Frame{json: json, seq: seq, kind: Event} }

// NewMessage makes a frame that is never dropped and is no event: hello,
// watching, error, gone.
func NewMessage(json []byte) *Frame { return &Frame{json: json, kind: Event} }

// NewHint makes a frame that may be dropped: here, unread.
func NewHint(json []byte) *Frame { return &Frame{json: json, kind: Hint} }

// JSON returns the frame's bytes, which must not be changed.
func (f *Frame) JSON() []byte { return f.json }

// Seq returns the event's number in its conversation, 0 if it is no event.
func (f *Frame) Seq() int64 { return f.seq }

// Kind tells whether the frame may be dropped.
func (f *Frame) Kind() Kind { return f.kind }

// Prepared returns what prepare made of the frame's JSON the first time any
// seat asked, such as a websocket's prepared message; later calls, from any
// goroutine, get the same value and don't run prepare.
func (f *Frame) Prepared(prepare func(json []byte) any) any {
	f.once.Do(func() { f.prepared = prepare(f.json) })
	return f.prepared
}

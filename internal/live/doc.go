// Package live is the hub behind the live connection: it hands frames to the
// sockets that watch a conversation, knows who is here and who is writing, and
// ends what may no longer be watched. It knows rooms and bytes, nothing of
// forums, and nothing of websockets.
//
// # Words
//
// A Room is one conversation in one language; rooms exist while somebody
// watches in them. A Seat is one socket. A Watch is one seat's place in one
// room. A Frame is JSON made once and shared by every seat that gets it.
//
// # From a cursor, without gap or double
//
// A watch begins by *holding*: what is published from then on is kept back, in
// order, and nothing is passed on. So the transport
//
//  1. calls [Seat.Watch], and only then
//  2. asks whether the reader may see the conversation, and reads the events
//     after the reader's cursor up to the head, in one read transaction; if
//     the answer is no it calls [Watch.Stop], and nothing has leaked;
//  3. hands those over with [Watch.Give] (which waits for a slow reader), and
//  4. calls [Watch.Caught] with the head it has read.
//
// An event committed before step 2's read is in the backlog; its frame, if it
// was also held, is skipped because its seq is not above the head. An event
// committed later is published later, so it was held or comes live. From
// Caught on every event must carry the next seq; if one is missing all the
// same, the seat is lost (TooSlow, counted as a hole) instead of passing the
// gap on, and the client comes back with its cursor and reads from the store.
//
// The publisher's half of the promise: it publishes a conversation's events in
// the order of seq, each once, in every room named by [Hub.Watched], and asks
// Watched *after* it has read the events. Somebody who begins to watch after
// that question reads a backlog that has those events already.
//
// The same order closes the race with rights that end: the change commits,
// then EndWatch, CloseSession or ClosePerson is called; whoever sat down or
// watched later asks the store later, and is refused there. Hence: call
// [Hub.Sit] before the last look at the session, Watch before the look at the
// conversation.
//
// # Slow readers
//
// A seat's queue is bounded and nothing here ever waits for it, but for Give,
// which only its own reader waits in. A hint (here, typing, unread) that finds it full is
// dropped; so are hints to a watch that is holding, whose transport sends the
// present state itself. An event that finds it full pushes out the hints that
// wait; if there are none, the seat is closed with TooSlow. So hints never cost
// anybody the seat.
//
// # Locks
//
// Conversations are spread over shards, each with a mutex; every seat has its
// own. Order: shard, then seat. The register of seats is never asked for while
// one of these is held. Functions given by the caller (which, pick) run under
// a lock: they must be quick and must not call the hub.
package live

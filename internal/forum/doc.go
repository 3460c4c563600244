// Package forum holds the nouns of Plenary and the rules about them: typed
// ids, limits, validation, who may do what, kinds of errors and of events. It
// imports the standard library only, so that every other package can import it.
//
// # Glossary
//
//   - Network: the whole site.
//   - Group: a work group with a name, focus, leads, members, discussions,
//     channels and products.
//   - Membership: a person in a group, with a GroupRole.
//   - Handle: a person's unique short name, for @mentions and by:.
//   - Conversation: anything that posts are made in. Its kind is discussion
//     (threaded, titled), channel (live, flat) or comments (under an article).
//   - Post: one thing somebody said, in exactly one conversation.
//   - Article: a blog post or meeting report; carries a comments conversation.
//   - Event: one change. In a conversation it has that conversation's next seq,
//     without gaps from 1; every event has an id that rises in commit order.
//   - Cursor: the last seq of a conversation that a reader has.
//   - Viewer: who is asking. Every lookup takes one.
//   - Standing: what a viewer is in one group, from which all permissions follow.
package forum

// How modules tell each other things without knowing each other.
//
// From the connection: frame(frame), an event of the conversation, in order and once · here, unread, gone(frame)
// · group, told, review(frame): counts of a whole group, of notices, of what waits for moderators · link(state): open, polling, lost or ended · reset():
// the page must be read again.
// From what puts it on the page: arriving(frame, article) before · applied(frame, article, fresh) after, fresh if
// the reader hasn't seen it · elsewhere(frame, article): it belongs on another page · left(id) · changed(frame): what
// stands around the posts · added(root): our markup came by another way · arranged(): rows were set by hand.
// From the box: written(form), the text or its format changed · answers(form, name), whom it answers was put back ·
// sent(entry) · accepted(post, form), the server has it · edited(post) · leave(): keep what is typed, the page is about to go · leave-box(),
// box(): the box is about to be replaced, was replaced.
const listeners = new Map();

export function hear(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

// tell calls every listener; one that fails doesn't keep it from the others.
export function tell(topic, ...args) {
  for (const listener of listeners.get(topic) ?? []) {
    try {
      listener(...args);
    } catch (error) {
      console.error(error);
    }
  }
}

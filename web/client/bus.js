// How modules tell each other things without knowing each other.
//
// frame(frame): an event of the conversation, in order and once · applied(frame, post, fresh): it is on the page,
// fresh if the post wasn't before · watching(frame), here(frame), unread(frame), gone(frame) · link(state): open,
// polling, lost or ended ·
// reset(): read the page again · leave(): save what is typed, the page is about to go · sent(place): a post was
// acknowledged.
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

// What was said and isn't acknowledged yet: kept in this browser, sent in order, said again with the same client_id
// until the server has it. Nothing here touches the page.
import { backoff } from './backoff.js';

// outbox sends entries {client_id, body, format, reply_to} one after another.
//   store    {read, write, drop}: where they outlive the page, under key
//   post     (entry) → promise of the server's answer; rejects with a problem {passing, retryAfter}
//   accepted (entry, answer), refused (entry, problem), waiting (entry): what became of one
//   later    (act, ms): a timer, and cancel takes one back
export function outbox({ store, key, post, accepted, refused, waiting, later = setTimeout, cancel = clearTimeout }) {
  const entries = store.read(key) ?? [];
  let sending = false;
  let timer = 0;
  let attempt = 0;

  const save = () => (entries.length ? store.write(key, entries) : store.drop(key));

  // Another tab may have sent or added some: only what this one knows is taken away.
  function remove(entry) {
    const at = entries.indexOf(entry);
    if (at >= 0) entries.splice(at, 1);
    const others = (store.read(key) ?? []).filter((other) => other.client_id !== entry.client_id
      && !entries.some((mine) => mine.client_id === other.client_id));
    if (others.length) store.write(key, [...others, ...entries]);
    else save();
  }

  async function run() {
    if (sending) return;
    cancel(timer);
    sending = true;
    while (entries.length) {
      const entry = entries[0];
      try {
        const answer = await post(entry);
        attempt = 0;
        remove(entry);
        accepted(entry, answer);
      } catch (problem) {
        if (problem.passing) {
          timer = later(run, problem.retryAfter ? problem.retryAfter * 1000 : backoff(attempt++) + 500);
          entries.forEach(waiting);
          break;
        }
        remove(entry);
        refused(entry, problem);
      }
    }
    sending = false;
  }

  return {
    entries: () => [...entries],
    add(entry) {
      entries.push(entry);
      save();
      return run();
    },
    // again is for moments when the server may be back.
    again() {
      attempt = 0;
      return entries.length ? run() : Promise.resolve();
    },
    // take gives an entry back to who wrote it, if it isn't on its way right now.
    take(clientID) {
      const entry = entries.find((other) => other.client_id === clientID);
      if (!entry || (sending && entries[0] === entry)) return null;
      remove(entry);
      return entry;
    },
  };
}

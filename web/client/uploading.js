// Files on their way: few at once, each with its progress. What a busy server puts off is sent again by itself; what
// failed waits until somebody says so. Nothing here touches the page.
import { backoff } from './backoff.js';

const AT_ONCE = 3;
const SOON = 30; // seconds; who shall come back later than that is told
const TRIES = 5; // by itself

// uploading sends items {file}, in the order given.
//   post   (file, {progress, signal}) → promise of what the server keeps; rejects with a problem {passing, retryAfter}
//   told   (item) after every change of item.state (waiting, sending, ready, failed) or item.part (0–1)
//   later  (act, ms): a timer, and cancel takes one back
// A ready item has stored, a failed one its problem.
export function uploading({ post, told, later = setTimeout, cancel = clearTimeout }) {
  const items = [];

  function change(item, state, more = {}) {
    Object.assign(item, { state, part: 0 }, more);
    told(item);
  }

  function next() {
    for (const item of items.filter(({ state, timer }) => state === 'waiting' && !timer)) {
      if (items.filter(({ state }) => state === 'sending').length === AT_ONCE) return;
      send(item);
    }
  }

  async function send(item) {
    const stop = new AbortController();
    const mine = () => item.stop === stop && items.includes(item);
    item.stop = stop;
    item.tries += 1;
    change(item, 'sending');
    const progress = (part) => { if (mine() && item.state === 'sending') change(item, 'sending', { part }); };
    try {
      const stored = await post(item.file, { progress, signal: stop.signal });
      if (mine()) change(item, 'ready', { stored, part: 1 });
    } catch (problem) {
      if (mine()) putOff(item, problem);
    }
    next();
  }

  function putOff(item, problem) {
    const busy = problem.passing && problem.status > 0 && (problem.retryAfter ?? 0) <= SOON;
    if (!busy || item.tries >= TRIES) return change(item, 'failed', { problem });
    item.timer = later(() => {
      item.timer = 0;
      next();
    }, problem.retryAfter * 1000 || backoff(item.tries) + 500);
    change(item, 'waiting');
  }

  return {
    items: () => [...items],
    add(item) {
      items.push(item);
      Object.assign(item, { tries: 0, timer: 0 });
      change(item, 'waiting');
      next();
    },
    // refuse lists an item that is not sent at all.
    refuse(item, problem) {
      items.push(item);
      change(item, 'failed', { problem });
    },
    again(item) {
      if (item.state !== 'failed' || !item.problem.passing) return;
      Object.assign(item, { tries: 0 });
      change(item, 'waiting');
      next();
    },
    // drop forgets an item, and stops it if it is on its way.
    drop(item) {
      const at = items.indexOf(item);
      if (at < 0) return;
      items.splice(at, 1);
      cancel(item.timer);
      item.stop?.abort();
      next();
    },
  };
}

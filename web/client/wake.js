// Moments when a connection may be dead without knowing it: the machine slept, the network changed, the tab is
// looked at again, the page comes out of the back-forward cache.
import { slept } from './backoff.js';

const TICK = 5000;

// wake calls dead() when the connection can't have survived, maybe() when it may not have, and away() when the page
// goes and must let go of it.
export function wake({ dead, maybe, away }) {
  let ticked = Date.now();
  setInterval(() => {
    const now = Date.now();
    if (slept(now - ticked)) dead();
    ticked = now;
  }, TICK);
  addEventListener('online', maybe);
  document.addEventListener('visibilitychange', () => document.hidden || maybe());
  addEventListener('pagehide', away); // an open socket would keep the page out of the cache
  addEventListener('pageshow', (event) => event.persisted && dead());
}

// Forms that are sent the plain way leave the page: only when the server can be reached, so that no error page takes
// the place of what was written. Until then they wait here, and are sent by themselves.
import { backoff } from './backoff.js';
import { one } from './dom.js';
import { keep } from './keep.js';
import { say } from './words.js';

export function start() {
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.go || !form.dataset.draft) return;
    const button = event.submitter;
    event.preventDefault();
    if (form.dataset.waiting) return;
    form.dataset.waiting = '1';
    keep(form);
    for (let attempt = 0; !await reachable(); attempt += 1) {
      const line = one('.draft-at', form);
      if (line) line.textContent = say('send_later');
      await patience(attempt);
    }
    delete form.dataset.waiting;
    form.dataset.go = '1';
    form.requestSubmit(button?.isConnected ? button : undefined);
    delete form.dataset.go;
  });
}

async function reachable() {
  try {
    return (await fetch('/readyz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

const patience = (attempt) => new Promise((done) => {
  setTimeout(done, backoff(attempt) + 500);
  addEventListener('online', done, { once: true });
});

// Reading without a connection, as the page sees it: the worker is there for who is signed in; a copy says that it is
// one; what may be read no more goes at once. See worker/kept.js for what is kept.
import { hear } from './bus.js';
import { all, make, one, parse, place } from './dom.js';
import { write } from './times.js';
import { say } from './words.js';
import { forget, keptAt, pages, purge } from './worker/kept.js';

export function start() {
  if (!window.caches || !navigator.serviceWorker) return; // not over a secure connection
  copy();
  list();
  register();
  hear('gone', ({ conversation }) => forget(caches, [conversation]));
  hear('link', (state) => { if (state === 'ended') purge(caches); });
  document.addEventListener('submit', ({ target }) => {
    if (new URL(target.action, location.href).pathname.endsWith('/sign-out')) purge(caches);
  });
}

async function register() {
  const path = one('main[data-worker]')?.dataset.worker;
  if (!path) return;
  const before = navigator.serviceWorker.controller;
  if (document.readyState !== 'complete') await new Promise((done) => { addEventListener('load', done, { once: true }); });
  try {
    await navigator.serviceWorker.register(path);
    const { active } = await navigator.serviceWorker.ready;
    if (!before && place()) active.postMessage({ keep: location.pathname + location.search });
  } catch {
    // Private windows refuse it; then nothing is kept.
  }
}

// copy says that this page is one, until the connection brings what has happened since.
function copy() {
  const at = one('main[data-kept]')?.dataset.kept;
  if (!at) return;
  // What is written in a copy is new each time it is opened.
  all('input[name=client_id]').forEach((field) => { field.value = ''; });
  const time = make('time', { datetime: at, 'data-when': 'full' });
  const line = make('p', { class: 'flash kept', role: 'status' }, `${say('kept_copy')} `, time, `. ${say('kept_write')}`);
  write(time);
  one('main').prepend(line);
  hear('link', (state) => { if (state === 'open' || state === 'polling') line.remove(); });
}

// list shows what can be read, on the page that says that there is no connection.
async function list() {
  const into = one('#kept-pages');
  if (!into) return;
  addEventListener('online', () => location.reload());
  const shown = new Set();
  for (const { cache, request } of await pages(caches)) {
    const answer = await cache.match(request);
    const page = answer && parse(await answer.text());
    const title = page && one('h1', page)?.textContent.trim();
    const url = new URL(request.url);
    if (!title || shown.has(url.pathname)) continue;
    shown.add(url.pathname);
    const time = make('time', { datetime: keptAt(answer), 'data-when': 'short' });
    write(time);
    into.append(make('li', { class: 'row' }, make('a', { class: 't', href: url.pathname + url.search }, title), make('p', { class: 'd' }, time)));
  }
  one('#kept-none').hidden = shown.size > 0;
}

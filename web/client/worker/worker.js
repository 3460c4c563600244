// The worker between the pages and the network. It keeps the shell, and what was read of conversations; nothing else
// of what goes by, and nothing that is sent. The server puts before it, as SHELL, what the shell is made of.
import { PAGES, conversationOf, find, forget, keep, keepOnly, keepPicture, marked, pages } from './kept.js';

const { assets, offline } = self.SHELL;
const STORE = `plenary-shell-${assets.join(' ').match(/app-[^. ]+/g)?.join('') ?? ''}`;
const PATIENCE = 4000; // with a network that may be there, where a copy is at hand
const PAUSE = 3000; // between questions whether what is kept may still be read
const BIGGEST = 1 << 20; // bytes of a picture that is kept
const AWAY = [502, 503, 504];

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(STORE).then((cache) => cache.addAll([...assets, ...Object.values(offline)])));
});

self.addEventListener('activate', (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith('plenary-shell-') && name !== STORE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (request.mode === 'navigate') {
    if (!/^\/(files|api|live|settings\/data)(\/|$)/.test(url.pathname)) event.respondWith(read(event, url));
  } else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request, url));
  else if (request.destination === 'image' && url.pathname.startsWith('/files/')) event.respondWith(picture(event, url));
});

// A page that was there before the worker asks to be kept, too.
self.addEventListener('message', (event) => {
  if (typeof event.data?.keep === 'string') event.waitUntil(fetch(event.data.keep, { headers: { Accept: 'text/html' } }).then((answer) => note(new URL(answer.url), answer)));
});

// read answers with the page from the network, or with the copy where that is away or takes too long.
async function read(event, url) {
  const network = fetch(event.request);
  event.waitUntil(network.then((answer) => note(url, answer.clone()), () => {})); // without a network there is nothing to note
  const copy = await find(caches, url.href);
  let answer = null;
  try {
    answer = await (copy ? Promise.race([network, new Promise((done) => { setTimeout(done, PATIENCE); })]) : network);
  } catch {
    // What is kept is shown instead, or that nothing is.
  }
  if (answer && !(copy && AWAY.includes(answer.status))) return answer;
  if (!copy) return nothing();
  return copy.url.hash ? Response.redirect(copy.url.href) : marked(copy.answer);
}

// nothing is the page that says that there is no connection, in the language of what was read last.
async function nothing() {
  const last = (await pages(caches))[0];
  const said = last && (await last.cache.match(last.request))?.headers.get('Plenary-Reader')?.split(' ')[1];
  const page = await caches.match(offline[said ?? navigator.language.slice(0, 2)] ?? offline.en);
  return page ?? Response.error();
}

// note keeps what was read and drops what may be read no more, as far as the answer tells.
async function note(url, answer) {
  const key = answer.headers.get('Plenary-Reader')?.split(' ')[0];
  if (!key) return; // it isn't from the server behind all this
  await keepOnly(caches, key === 'none' ? '' : key);
  if (key === 'none') return;
  const conversation = conversationOf(url.pathname);
  if (conversation && answer.status === 200) await keep(caches, key, url.href.split('#')[0], answer);
  if (conversation && [403, 404, 410].includes(answer.status)) await forget(caches, [conversation]);
  await ask();
}

let asking = null;
let asked = 0;

// ask has the server say which conversations the reader may see no more. Several at once are one question.
function ask() {
  asking ??= (async () => {
    await new Promise((done) => { setTimeout(done, Math.max(0, asked + PAUSE - Date.now())); });
    asking = null;
    asked = Date.now();
    const kept = [...new Set((await pages(caches)).map(({ request }) => conversationOf(new URL(request.url).pathname)))];
    if (!kept.length) return;
    const answer = await fetch(`/kept?c=${kept.join(',')}`);
    if (!answer.ok) return; // the next page asks again
    const { reader, gone } = await answer.json();
    await keepOnly(caches, reader);
    await forget(caches, gone);
  })();
  return asking.catch(() => {}); // so does the next page after a lost connection
}

// asset gives what the pages load: names change with what is in them. A copy of a page that is older than the shell
// is shown with today's.
async function asset(request, url) {
  const shell = await caches.open(STORE);
  const kept = await shell.match(url.pathname);
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(url.pathname, answer.clone());
    return answer;
  } catch (error) {
    const [, name, kind] = /\/([^/]+)-[^-./]+(\.\w+)$/.exec(url.pathname) ?? [];
    const today = assets.find((path) => path.startsWith(`/assets/${name}-`) && path.endsWith(kind));
    const other = today && await shell.match(today);
    if (other) return other;
    throw error;
  }
}

// picture keeps what was seen in a page, for the reader whose pages are kept.
async function picture(event, url) {
  try {
    const answer = await fetch(event.request);
    const key = (await caches.keys()).find((name) => name.startsWith(PAGES))?.slice(PAGES.length);
    if (key && answer.status === 200 && Number(answer.headers.get('Content-Length')) <= BIGGEST) {
      event.waitUntil(keepPicture(caches, key, url.href, answer.clone()));
    }
    return answer;
  } catch (error) {
    const kept = await caches.match(url.href);
    if (kept) return kept;
    throw error;
  }
}

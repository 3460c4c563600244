// What is kept on a device for reading without a connection: the pages of conversations that were read last, with the
// pictures that were seen in them, each reader's apart and of one reader at a time. The worker keeps; pages read what
// is kept and have it go. `caches` is the browser's, or a test's.

export const PAGES = 'plenary-kept-'; // and the reader's key
export const PICTURES = 'plenary-pictures-';
export const MOST = 20; // pages
const MOST_PICTURES = 100;
const LONGEST = 30 * 24 * 60 * 60 * 1000; // a copy is no news by then
const AT = 'Plenary-Kept-At';

// conversationOf is the conversation that is read at a path; 0 where none is.
export const conversationOf = (path) => Number(/^\/[tc]\/(\d+)(?:\/(?!edit$)[^/]+)?$/.exec(path)?.[1] ?? 0);

const postOf = (path) => Number(/^\/p\/(\d+)$/.exec(path)?.[1] ?? 0);

const ofReaders = (name) => name.startsWith(PAGES) || name.startsWith(PICTURES);

// keepOnly has everything go that isn't that reader's; '' is nobody.
export async function keepOnly(caches, key) {
  const others = (await caches.keys()).filter((name) => ofReaders(name) && name !== PAGES + key && name !== PICTURES + key);
  await Promise.all(others.map((name) => caches.delete(name)));
}

export const purge = (caches) => keepOnly(caches, '');

// pages are those that are kept, the newest first: {cache, request}.
export async function pages(caches) {
  const found = [];
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PAGES))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.unshift({ cache, request });
  }
  return found;
}

// forget has the pages of conversations go. Nobody can tell whose the pictures were: they go with them.
export async function forget(caches, conversations) {
  const theirs = (await pages(caches)).filter(({ request }) => conversations.includes(conversationOf(new URL(request.url).pathname)));
  await Promise.all(theirs.map(({ cache, request }) => cache.delete(request)));
  if (!theirs.length) return;
  const pictures = (await caches.keys()).filter((name) => name.startsWith(PICTURES));
  await Promise.all(pictures.map((name) => caches.delete(name)));
}

// keep stores a page that was read, and lets the oldest go.
export async function keep(caches, key, url, answer, now = Date.now()) {
  const headers = new Headers(answer.headers);
  for (const name of ['Content-Encoding', 'Content-Length', 'Set-Cookie']) headers.delete(name);
  headers.set(AT, new Date(now).toISOString());
  await put(await caches.open(PAGES + key), url, new Response(await answer.text(), { headers }), MOST);
}

export const keepPicture = async (caches, key, url, answer) => put(await caches.open(PICTURES + key), url, answer, MOST_PICTURES);

// put makes an entry the newest: caches give theirs in the order in which they came.
async function put(cache, url, answer, most) {
  await cache.delete(url);
  await cache.put(url, answer);
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - most)).map((request) => cache.delete(request)));
}

// find is what is kept of an address: that page, else the newest page of the same conversation, or the one that holds
// the post. null without one. What is older than a month goes.
export async function find(caches, address, now = Date.now()) {
  const wanted = new URL(address);
  const conversation = conversationOf(wanted.pathname);
  const post = postOf(wanted.pathname);
  let near = null;
  for (const { cache, request } of conversation || post ? await pages(caches) : []) {
    const answer = await cache.match(request);
    if (!answer) continue;
    if (now - Date.parse(answer.headers.get(AT)) > LONGEST) {
      await cache.delete(request);
      continue;
    }
    const url = new URL(request.url);
    if (url.pathname === wanted.pathname && url.search === wanted.search) return { answer, url };
    if (near) continue;
    if (conversation && conversationOf(url.pathname) === conversation) near = { answer, url };
    if (post && (await answer.clone().text()).includes(` id="p${post}"`)) near = { answer, url: new URL(`${url.pathname}${url.search}#p${post}`, url) };
  }
  return near;
}

// marked is a kept page that says of itself that it is one, and since when.
export async function marked(answer) {
  const html = await answer.text();
  return new Response(html.replace('<main ', `<main data-kept="${answer.headers.get(AT)}" `), { headers: answer.headers });
}

export const keptAt = (answer) => answer.headers.get(AT);

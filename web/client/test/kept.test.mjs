import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST, PAGES, PICTURES, conversationOf, find, forget, keep, keepOnly, keepPicture, marked, pages, purge } from '../worker/kept.js';

// shelves are caches as browsers have them: entries in the order in which they came.
function shelves() {
  const all = new Map();
  const open = async (name) => {
    if (!all.has(name)) all.set(name, new Map());
    const entries = all.get(name);
    const urlOf = (request) => request.url ?? request;
    return {
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      match: async (request) => entries.get(urlOf(request))?.clone(),
      put: async (request, answer) => { entries.set(urlOf(request), answer); },
      delete: async (request) => entries.delete(urlOf(request)),
    };
  };
  return { open, keys: async () => [...all.keys()], delete: async (name) => all.delete(name) };
}

const at = (path) => `https://forum.example${path}`;
const page = (html = '<main id="main"></main>') => new Response(html, { headers: { 'Plenary-Reader': 'k es' } });
const kept = async (caches) => (await pages(caches)).map(({ request }) => new URL(request.url).pathname);

test('conversations are read at their addresses, and not where they are changed', () => {
  assert.deepEqual(['/t/12', '/t/12/friday-deploy', '/c/7', '/t/12/edit', '/c/7/edit', '/p/3', '/g/ops', '/t/x'].map(conversationOf),
    [12, 12, 7, 0, 0, 0, 0, 0]);
});

test('the pages read last are kept, each once', async () => {
  const caches = shelves();
  for (let n = 1; n <= MOST + 2; n += 1) await keep(caches, 'k', at(`/t/${n}`), page());
  await keep(caches, 'k', at('/t/3'), page());
  const all = await kept(caches);
  assert.equal(all.length, MOST);
  assert.equal(all[0], '/t/3');
  assert.ok(!all.includes('/t/1') && !all.includes('/t/2'));
});

test('a conversation is found by its other addresses and by a post in it', async () => {
  const caches = shelves();
  await keep(caches, 'k', at('/t/1/deploy?page=2'), page('<main id="main"><article id="p77"></article></main>'));
  assert.equal((await find(caches, at('/t/1/deploy?page=2'))).url.href, at('/t/1/deploy?page=2'));
  assert.equal((await find(caches, at('/t/1'))).url.href, at('/t/1/deploy?page=2'));
  assert.equal((await find(caches, at('/p/77'))).url.href, at('/t/1/deploy?page=2#p77'));
  assert.equal(await find(caches, at('/p/7')), null);
  assert.equal(await find(caches, at('/t/11')), null);
  assert.equal(await find(caches, at('/inbox')), null);
});

test('a copy says since when it is one, and is none after a month', async () => {
  const caches = shelves();
  await keep(caches, 'k', at('/t/1'), page(), Date.UTC(2026, 10, 25));
  const { answer } = await find(caches, at('/t/1'), Date.UTC(2026, 11, 20));
  assert.match(await (await marked(answer)).text(), /^<main data-kept="2026-11-25T00:00:00.000Z" id="main">/);
  assert.equal(await find(caches, at('/t/1'), Date.UTC(2026, 11, 26)), null);
  assert.deepEqual(await kept(caches), []);
});

test('what one may not read any more goes, with the pictures; nobody finds what another reader had', async () => {
  const caches = shelves();
  await keep(caches, 'k', at('/t/1/a'), page());
  await keep(caches, 'k', at('/c/2'), page());
  await keepPicture(caches, 'k', at('/files/9/a.png'), new Response('picture'));
  await forget(caches, [3]);
  assert.deepEqual((await caches.keys()).sort(), [`${PAGES}k`, `${PICTURES}k`]);
  await forget(caches, [1]);
  assert.deepEqual(await kept(caches), ['/c/2']);
  assert.deepEqual(await caches.keys(), [`${PAGES}k`]);
  await keepOnly(caches, 'k');
  assert.deepEqual(await kept(caches), ['/c/2']);
  await keepOnly(caches, 'other');
  assert.deepEqual(await caches.keys(), []);
});

test('signing out leaves the shell and nothing of what was read', async () => {
  const caches = shelves();
  await caches.open('plenary-shell-1');
  await keep(caches, 'k', at('/t/1'), page());
  await purge(caches);
  assert.deepEqual(await caches.keys(), ['plenary-shell-1']);
});

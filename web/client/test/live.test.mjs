// The live connection against a socket and an API that do as told, on a clock that the test moves.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000 });

const sockets = [];
class FakeSocket {
  static OPEN = 1;

  constructor(url) {
    this.url = String(url);
    this.readyState = 0;
    this.sent = [];
    sockets.push(this);
  }

  send(text) { this.sent.push(JSON.parse(text)); }

  close() { this.readyState = 3; }

  says(frame) { this.onmessage({ data: JSON.stringify(frame) }); }

  greets() {
    this.readyState = 1;
    this.says({ op: 'hello', epoch: 'e' });
  }

  breaks(code = 1006) {
    this.readyState = 3;
    this.onclose({ code });
  }
}

const polls = [];
const main = { dataset: { conversation: '42', seq: '10', epoch: 'e', lang: 'en', viewer: '7' } };
const listeners = {};
Object.assign(globalThis, {
  WebSocket: FakeSocket,
  location: { href: 'https://forum.example/t/42' },
  document: {
    hidden: false,
    querySelector: () => main,
    getElementById: () => null,
    addEventListener: () => {},
    documentElement: { lang: 'en' },
  },
  addEventListener: (type, listener) => { listeners[type] = listener; },
  fetch: (url, { signal }) => new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(Object.assign(new Error('aborted'), { name: 'AbortError' })));
    polls.push({
      url,
      answers: (status, data) => done({ ok: status < 400, status, headers: new Map(), text: async () => JSON.stringify(data) }),
      fails: () => fail(new TypeError('no network')),
    });
  }),
});

const { hear } = await import('../bus.js');
const { start } = await import('../live.js');

const taken = [];
const links = [];
let gone = null;
let resets = 0;
hear('frame', (frame) => taken.push(frame.seq));
hear('link', (state) => { if (links.at(-1) !== state) links.push(state); });
hear('gone', (frame) => { gone = frame; });
hear('reset', () => { resets += 1; });

const event = (seq) => ({ op: 'event', conversation: 42, seq, kind: 'post.created' });
const settle = async () => { for (let i = 0; i < 20; i += 1) await Promise.resolve(); };
const last = () => sockets.at(-1);

test('a page becomes live from the seq that it shows', () => {
  start();
  assert.equal(last().url, 'wss://forum.example/live');
  last().greets();
  assert.deepEqual(last().sent, [{ op: 'watch', conversation: 42, lang: 'en', after: 10, epoch: 'e' }]);
  last().says({ op: 'watching', conversation: 42, seq: 12 });
  [event(11), event(12), event(12), event(11)].forEach((frame) => last().says(frame));
  assert.deepEqual(taken, [11, 12]);
  assert.deepEqual(links, ['lost', 'open']);
});

test('a skip moves the cursor and shows nothing', () => {
  last().says({ op: 'skip', conversation: 42, seq: 13 });
  last().says(event(14));
  assert.deepEqual(taken, [11, 12, 14]);
});

test('a gap is asked for, once, and never stepped over', () => {
  const socket = last();
  socket.sent.length = 0;
  [event(16), event(17)].forEach((frame) => socket.says(frame));
  assert.deepEqual(socket.sent.map((frame) => frame.after), [14]);
  [event(15), event(16), event(17)].forEach((frame) => socket.says(frame));
  assert.deepEqual(taken, [11, 12, 14, 15, 16, 17]);
  mock.timers.tick(10_000);
  assert.equal(last(), socket);
});

test('a gap that nobody fills costs the connection', () => {
  const socket = last();
  socket.says(event(19));
  mock.timers.tick(5000);
  assert.notEqual(last(), socket);
  last().greets();
  assert.equal(last().sent[0].after, 17);
  last().says({ op: 'watching', conversation: 42, seq: 19 });
  [event(18), event(19)].forEach((frame) => last().says(frame));
  assert.deepEqual(taken.slice(-2), [18, 19]);
});

test('frames of a socket that was let go count for nothing', () => {
  const [old] = sockets;
  old.says(event(20));
  old.onclose({ code: 1006 });
  assert.equal(taken.at(-1), 19);
});

test('who was too slow comes back at once with the cursor', () => {
  mock.timers.tick(6000);
  const socket = last();
  socket.breaks(4008);
  mock.timers.tick(1);
  assert.notEqual(last(), socket);
  last().greets();
  assert.equal(last().sent[0].after, 19);
});

test('where sockets do not pass, the same events are asked for', async () => {
  mock.timers.tick(6000);
  last().breaks();
  mock.timers.tick(1000);
  last().breaks();
  mock.timers.tick(2000);
  assert.equal(polls.length, 0);
  last().breaks();
  assert.equal(polls.length, 1);
  assert.match(polls[0].url, /\/api\/v1\/conversations\/42\/events\?after=19&wait=25/);
  polls[0].answers(200, { items: [event(20), { op: 'skip', conversation: 42, seq: 21 }, event(22)], seq: 22 });
  await settle();
  assert.deepEqual(taken.slice(-2), [20, 22]);
  assert.equal(links.at(-1), 'polling');
  assert.match(polls[1].url, /after=22/);
});

test('a server that was away is found by polling, and the socket tried at once', async () => {
  polls.at(-1).fails();
  await settle();
  assert.equal(links.at(-1), 'lost');
  mock.timers.tick(1000);
  await settle();
  const before = sockets.length;
  polls.at(-1).answers(200, { items: [event(23)], seq: 23 });
  await settle();
  assert.equal(sockets.length, before + 1);
  last().greets();
  assert.equal(last().sent[0].after, 23);
  assert.equal(links.at(-1), 'open');
});

test('a closed laptop reconnects when it wakes', () => {
  const socket = last();
  mock.timers.tick(5000);
  mock.timers.setTime(Date.now() + 3_600_000);
  mock.timers.tick(5000);
  assert.notEqual(last(), socket);
  last().greets();
  assert.equal(last().sent[0].after, 23);
});

test('a network that changed has the connection tried', () => {
  const socket = last();
  mock.timers.tick(30_000);
  listeners.online();
  assert.equal(socket.sent.length, 2);
  socket.says({ op: 'watching', conversation: 42, seq: 23 });
  mock.timers.tick(6000);
  assert.equal(last(), socket);
  mock.timers.tick(30_000);
  listeners.online();
  mock.timers.tick(5000);
  assert.notEqual(last(), socket);
  last().greets();
});

test('a reset asks for the page again', () => {
  last().says({ op: 'reset', conversation: 42, seq: 90 });
  assert.equal(resets, 1);
});

test('a watch that is refused is looked at through the API, which knows whether for good', async () => {
  const before = polls.length;
  last().says({ op: 'error', conversation: 42, detail: '…' });
  assert.equal(polls.length, before + 1);
  polls.at(-1).answers(404, { status: 404 });
  await settle();
  assert.deepEqual(gone, { conversation: 42 });
});

test('an ended session stays ended', () => {
  mock.timers.tick(6000);
  const before = sockets.length;
  last().breaks(4401);
  mock.timers.tick(600_000);
  listeners.online();
  assert.equal(sockets.length, before);
  assert.equal(links.at(-1), 'ended');
});

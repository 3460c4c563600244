import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recents } from '../recent.js';
import { next, suggester } from '../suggest.js';

// rig is a suggester whose pauses end and whose answers come when told.
function rig() {
  const asked = [];
  const shown = [];
  let timer = null;
  const s = suggester({
    ask: (text, signal) => new Promise((answer, fail) => asked.push({ text, signal, answer, fail })),
    show: (text, items) => shown.push([text, items]),
    later: (act) => (timer = act),
    cancel: (act) => { if (timer === act) timer = null; },
  });
  return { s, asked, shown, pause: () => { const act = timer; timer = null; act?.(); } };
}
const settle = () => new Promise((done) => setImmediate(done));

test('asks once for what is typed in one go', async () => {
  const { s, asked, shown, pause } = rig();
  for (const text of ['p', 'pe', 'peer']) s.typed(text);
  pause();
  assert.deepEqual(asked.map(({ text }) => text), ['peer']);
  asked[0].answer(['x']);
  await settle();
  assert.deepEqual(shown, [['peer', ['x']]]);
});

test('ends the request that nobody waits for, and drops its answer', async () => {
  const { s, asked, shown, pause } = rig();
  s.typed('pe');
  pause();
  s.typed('peer');
  assert.equal(asked[0].signal.aborted, true);
  pause();
  asked[1].answer(['new']);
  asked[0].answer(['old']);
  await settle();
  assert.deepEqual(shown, [['peer', ['new']]]);
});

test('a failure shows nothing, and stopping shows not even that', async () => {
  const { s, asked, shown, pause } = rig();
  s.typed('a');
  pause();
  asked[0].fail(new Error('lost'));
  await settle();
  assert.deepEqual(shown, [['a', []]]);
  s.typed('b');
  pause();
  s.stop();
  asked[1].answer(['late']);
  await settle();
  assert.equal(shown.length, 1);
});

test('the choice goes round through the field', () => {
  assert.deepEqual([next('ArrowDown', -1, 2), next('ArrowDown', 0, 2), next('ArrowDown', 1, 2)], [0, 1, -1]);
  assert.deepEqual([next('ArrowUp', -1, 2), next('ArrowUp', 1, 2), next('ArrowUp', 0, 2), next('x', 1, 2)], [1, 0, -1, 1]);
});

test('recent searches are kept newest first, each once, ten of them', () => {
  const kept = {};
  const storage = { getItem: (key) => kept[key] ?? null, setItem: (key, value) => { kept[key] = value; }, removeItem: (key) => { delete kept[key]; } };
  const list = recents(() => storage, 'k');
  for (let i = 0; i < 12; i += 1) list.add(`q${i}`);
  list.add(' q5 ');
  list.add('  ');
  assert.equal(list.all().length, 10);
  assert.deepEqual(list.all().slice(0, 2), ['q5', 'q11']);
  list.forget('q5');
  assert.equal(list.all()[0], 'q11');
  list.forgetAll();
  assert.deepEqual(kept, {});
});

test('a storage that fails or holds nonsense is an empty list', () => {
  const broken = recents(() => { throw new Error('forbidden'); }, 'k');
  broken.add('x');
  assert.deepEqual(broken.all(), []);
  assert.deepEqual(recents(() => ({ getItem: () => '{"a":1}' }), 'k').all(), []);
});

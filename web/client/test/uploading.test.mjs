import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uploading } from '../uploading.js';

const lost = { passing: true, status: 0, retryAfter: 0 };
const busy = { passing: true, status: 503, retryAfter: 5 };
const full = { passing: true, status: 429, retryAfter: 3600 };
const refusal = { passing: false, status: 422 };

// rig is a queue over a server that answers when it is told to.
function rig() {
  const sent = [];
  const timers = [];
  const queue = uploading({
    post: (file, { progress, signal }) => new Promise((answer, refuse) => {
      sent.push({ file, progress, signal, answer, refuse });
      signal.addEventListener('abort', () => refuse(new DOMException('', 'AbortError')));
    }),
    told: (item) => { (item.log ??= []).push(item.state); },
    later: (act, ms) => timers.push({ act, ms }),
    cancel: (timer) => { if (timer) timers[timer - 1] = null; },
  });
  const add = (...names) => names.map((file) => {
    const item = { file };
    queue.add(item);
    return item;
  });
  return { queue, sent, timers, add, names: () => sent.map(({ file }) => file) };
}

const turn = () => new Promise((done) => { setImmediate(done); });

test('three go at once, and the rest follow in order', async () => {
  const { sent, add, names } = rig();
  const items = add('a', 'b', 'c', 'd', 'e');
  assert.deepEqual(names(), ['a', 'b', 'c']);
  assert.equal(items[3].state, 'waiting');
  sent[1].answer({ id: 2 });
  await turn();
  assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
  assert.deepEqual([items[1].state, items[1].stored], ['ready', { id: 2 }]);
});

test('progress is told of what is on its way, and of nothing else', async () => {
  const { sent, add } = rig();
  const [a] = add('a');
  sent[0].progress(0.5);
  assert.deepEqual([a.state, a.part], ['sending', 0.5]);
  sent[0].answer({});
  await turn();
  sent[0].progress(0.7);
  assert.deepEqual([a.state, a.part], ['ready', 1]);
});

test('what was dropped is stopped, makes room and is heard of no more', async () => {
  const { queue, sent, add, names } = rig();
  const [a] = add('a', 'b', 'c', 'd');
  queue.drop(a);
  assert.equal(sent[0].signal.aborted, true);
  assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
  await turn();
  assert.equal(a.state, 'sending');
  assert.deepEqual(queue.items().map(({ file }) => file), ['b', 'c', 'd']);
});

test('one that waits can be dropped before its turn', async () => {
  const { queue, sent, add, names } = rig();
  const items = add('a', 'b', 'c', 'd', 'e');
  queue.drop(items[3]);
  sent[0].answer({});
  await turn();
  assert.deepEqual(names(), ['a', 'b', 'c', 'e']);
});

test('a lost connection fails it, and it is sent again when somebody says so', async () => {
  const { queue, sent, add, timers } = rig();
  const [a] = add('a');
  sent[0].refuse(lost);
  await turn();
  assert.deepEqual([a.state, a.problem, timers.length], ['failed', lost, 0]);
  queue.again(a);
  assert.equal(sent.length, 2);
  sent[1].answer({ id: 1 });
  await turn();
  assert.deepEqual(a.log, ['waiting', 'sending', 'failed', 'waiting', 'sending', 'ready']);
});

test('a busy server is asked again when it says, while others go on', async () => {
  const { sent, add, timers, names } = rig();
  const [a] = add('a', 'b', 'c', 'd');
  sent[0].refuse(busy);
  await turn();
  assert.deepEqual([a.state, timers[0].ms], ['waiting', 5000]);
  assert.deepEqual(names(), ['a', 'b', 'c', 'd']);
  sent[1].answer({});
  await turn();
  assert.equal(names().length, 4); // not before its time
  timers[0].act();
  assert.deepEqual(names(), ['a', 'b', 'c', 'd', 'a']);
});

test('a server that stays busy is not asked for ever', async () => {
  const { sent, add, timers } = rig();
  const [a] = add('a');
  for (let i = 0; i < 5; i += 1) {
    sent.at(-1).refuse(busy);
    await turn();
    timers[i]?.act();
  }
  assert.deepEqual([a.state, sent.length], ['failed', 5]);
});

test('what may come back in an hour has failed for now', async () => {
  const { sent, add, timers } = rig();
  const [a] = add('a');
  sent[0].refuse(full);
  await turn();
  assert.deepEqual([a.state, timers.length], ['failed', 0]);
});

test('what is refused is not sent again, and what is refused here is not sent at all', async () => {
  const { queue, sent, add } = rig();
  const [a] = add('a');
  sent[0].refuse(refusal);
  await turn();
  queue.again(a);
  const big = { file: 'big' };
  queue.refuse(big, refusal);
  queue.again(big);
  assert.deepEqual([a.state, big.state, sent.length], ['failed', 'failed', 1]);
});

test('a drop while it waits for a busy server ends that', async () => {
  const { queue, sent, add, timers } = rig();
  const [a] = add('a');
  sent[0].refuse(busy);
  await turn();
  queue.drop(a);
  assert.deepEqual([timers[0], sent.length], [null, 1]);
});

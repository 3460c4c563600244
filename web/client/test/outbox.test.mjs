import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outbox } from '../outbox.js';

const entry = (id) => ({ client_id: id, body: `text of ${id}`, reply_to: 0 });
const lost = { passing: true };
const refusal = { passing: false, status: 422 };

// rig is an outbox over a server that answers as told, one answer a try.
function rig(answers, kept = {}) {
  const log = { posted: [], accepted: [], refused: [], waiting: [], timers: [] };
  const store = {
    read: (key) => (key in kept ? JSON.parse(kept[key]) : null),
    write: (key, value) => { kept[key] = JSON.stringify(value); },
    drop: (key) => { delete kept[key]; },
  };
  const box = outbox({
    store, key: 'k',
    post: async ({ client_id: id }) => {
      log.posted.push(id);
      const answer = answers.shift();
      if (answer === lost || answer === refusal) throw answer;
      return answer;
    },
    accepted: ({ client_id: id }) => log.accepted.push(id),
    refused: ({ client_id: id }) => log.refused.push(id),
    waiting: ({ client_id: id }) => log.waiting.push(id),
    later: (act) => log.timers.push(act),
    cancel: () => {},
  });
  return { box, log, kept };
}

test('what is acknowledged is kept no longer', async () => {
  const { box, log, kept } = rig([{ id: 1 }]);
  await box.add(entry('a'));
  assert.deepEqual(log.accepted, ['a']);
  assert.deepEqual(kept, {});
});

test('without an answer it is kept, and said again with the same client_id', async () => {
  const { box, log, kept } = rig([lost, { id: 1 }]);
  await box.add(entry('a'));
  assert.deepEqual(log.waiting, ['a']);
  assert.equal(JSON.parse(kept.k)[0].body, 'text of a');
  await log.timers[0]();
  assert.deepEqual(log.posted, ['a', 'a']);
  assert.deepEqual(log.accepted, ['a']);
  assert.deepEqual(kept, {});
});

test('a page that was reloaded goes on with what it finds', async () => {
  const { box, log } = rig([{ id: 1 }], { k: JSON.stringify([entry('a')]) });
  await box.again();
  assert.deepEqual(log.accepted, ['a']);
});

test('order is kept: nothing overtakes what waits', async () => {
  const { box, log } = rig([lost, { id: 1 }, { id: 2 }]);
  await Promise.all([box.add(entry('a')), box.add(entry('b'))]);
  assert.deepEqual(log.posted, ['a']);
  await box.again();
  assert.deepEqual(log.posted, ['a', 'a', 'b']);
});

test('what is refused goes back to its writer, and the next is sent', async () => {
  const { box, log, kept } = rig([refusal, { id: 2 }]);
  await Promise.all([box.add(entry('a')), box.add(entry('b'))]);
  assert.deepEqual(log.refused, ['a']);
  assert.deepEqual(log.accepted, ['b']);
  assert.deepEqual(kept, {});
});

test('what waits can be taken back', async () => {
  const { box, kept } = rig([lost]);
  await box.add(entry('a'));
  assert.equal(box.take('a').body, 'text of a');
  assert.deepEqual(kept, {});
  assert.equal(box.take('a'), null);
});

test('what another tab put there stays', async () => {
  const kept = {};
  const { box } = rig([{ id: 1 }], kept);
  const sent = box.add(entry('a'));
  kept.k = JSON.stringify([entry('a'), entry('other')]);
  await sent;
  assert.deepEqual(JSON.parse(kept.k).map((one) => one.client_id), ['other']);
});

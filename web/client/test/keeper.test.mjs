import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keeper, LONGEST, QUIET } from '../keeper.js';

// rig is a keeper over a server that answers as told, one answer a save; its clock goes when it is told.
function rig(answers) {
  const log = { put: [], saved: [], clash: [], local: [] };
  let clock = 1000;
  let timer = null;
  let ids = 0;
  let body = '';
  const k = keeper({
    text: () => ({ body }),
    put: async (text, leaving) => {
      log.put.push({ ...text, leaving });
      const answer = answers.shift();
      if (answer.no) throw answer.no;
      return { client_id: text.client_id, ...answer };
    },
    saved: (draft) => log.saved.push(draft), clash: (draft) => log.clash.push(draft), local: (problem) => log.local.push(problem),
    fresh: () => `id${ids += 1}`,
    now: () => clock,
    later: (act, ms) => { timer = { act, at: clock + ms }; return timer; },
    cancel: () => { timer = null; },
  });
  const settled = () => new Promise((done) => { setImmediate(done); });
  return {
    k, log, settled,
    type(text) { body = text; k.typed(); },
    async pass(ms) {
      clock += ms;
      if (timer && timer.at <= clock) {
        const { act } = timer;
        timer = null;
        act();
      }
      await settled();
    },
    waits: () => Boolean(timer),
  };
}

test('a text is saved when its writer pauses, and at the latest ten seconds after the first key', async () => {
  const r = rig([{ version: 7 }, { version: 8 }]);
  r.type('a');
  await r.pass(QUIET - 1);
  assert.equal(r.log.put.length, 0);
  await r.pass(1);
  assert.equal(r.log.put[0].body, 'a');
  assert.equal(r.log.put[0].version, 0);

  for (let typed = 0; typed < LONGEST; typed += 1000) {
    r.type(`a${typed}`);
    await r.pass(1000);
  }
  assert.equal(r.log.put.length, 2);
  assert.equal(r.log.put[1].version, 7);
});

test('without an answer it is tried again, and at once when the page goes', async () => {
  const r = rig([{ no: { passing: true, status: 0 } }, { version: 7 }]);
  r.type('a');
  await r.pass(QUIET);
  assert.equal(r.log.local.length, 1);
  assert.ok(r.waits() && r.k.dirty());
  r.k.now(true);
  await r.settled();
  assert.equal(r.log.put[1].leaving, true);
  assert.equal(r.log.put[1].age, QUIET);
  assert.ok(!r.k.dirty());
});

test('where another text won, the next save clashes again', async () => {
  const r = rig([{ no: { status: 409, draft: { version: 9, client_id: 'theirs' } } }, { no: { status: 409, draft: { version: 10, client_id: 'id1' } } }, { version: 11 }]);
  r.k.began(5);
  r.type('a');
  await r.pass(QUIET);
  r.type('ab');
  await r.pass(QUIET);
  r.type('abc');
  await r.pass(QUIET);
  assert.deepEqual(r.log.put.map(({ version }) => version), [5, 5, 10]);
  assert.equal(r.log.clash.length, 2);
});

test('what was sent or discarded elsewhere goes on as a new text', async () => {
  const r = rig([{ no: { status: 409 } }, { version: 12 }]);
  r.k.began(5);
  r.type('a');
  await r.pass(QUIET);
  await r.pass(QUIET);
  assert.deepEqual(r.log.put.map(({ client_id: id, version }) => [id, version]), [['id1', 5], ['id2', 0]]);
});

test('what is sent is saved no more, and an answer that comes after says nothing of the next text', async () => {
  const r = rig([{ version: 7 }]);
  r.type('a');
  r.k.now();
  assert.deepEqual(r.k.sent(), { client_id: 'id1', draft: 0 });
  await r.settled();
  assert.equal(r.log.saved.length, 0);
  assert.equal(r.k.version(), 0);
  assert.equal(r.k.clientID(), 'id2');
  assert.ok(!r.waits() && !r.k.dirty());
});

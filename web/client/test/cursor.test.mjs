import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsURL, judge, watchFrame } from '../cursor.js';

test('the next event is taken, what is here already ignored, a gap never stepped over', () => {
  assert.equal(judge(7, 8), 'take');
  assert.equal(judge(7, 7), 'ignore');
  assert.equal(judge(7, 3), 'ignore');
  assert.equal(judge(7, 9), 'gap');
  assert.equal(judge(0, 1), 'take');
});

test('what is no seq is ignored', () => {
  assert.equal(judge(7, undefined), 'ignore');
  assert.equal(judge(7, '8'), 'ignore');
});

test('a watch says the cursor, or nothing of it', () => {
  assert.deepEqual(watchFrame({ id: 42, cursor: 812, epoch: 'e', lang: 'es' }),
    { op: 'watch', conversation: 42, after: 812, epoch: 'e', lang: 'es' });
  assert.deepEqual(watchFrame({ id: 42, cursor: NaN, epoch: '', lang: 'en' }),
    { op: 'watch', conversation: 42, lang: 'en' });
  assert.equal(watchFrame({ id: 42, cursor: 0, lang: 'en' }).after, 0);
});

test('polling asks the same question', () => {
  assert.equal(eventsURL({ id: 42, cursor: 812, epoch: 'a b', lang: 'es' }),
    '/api/v1/conversations/42/events?after=812&wait=25&lang=es&epoch=a+b');
});

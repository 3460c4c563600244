import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, backoff, slept } from '../backoff.js';

test('backoff doubles from half a second to thirty seconds', () => {
  const most = [0, 1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backoff(attempt, 1));
  assert.deepEqual(most, [500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
});

test('backoff is spread over the whole time', () => {
  assert.equal(backoff(3, 0), 0);
  assert.equal(backoff(3, 0.25), 1000);
});

test('a server that stops is left alone for one to five seconds', () => {
  assert.deepEqual([0, 0.5, 1].map((r) => afterClose(1001, 9, r).wait), [1000, 3000, 5000]);
});

test('who was too slow comes back at once, but not in circles', () => {
  assert.equal(afterClose(4008, 0, 0.5).wait, 0);
  assert.equal(afterClose(4008, 2, 1).wait, 2000);
});

test('who talked too much waits, and an ended session stays ended', () => {
  assert.equal(afterClose(4029, 0, 0).wait, 30000);
  assert.deepEqual(afterClose(4401, 0, 0), { ended: true });
});

test('a hidden tab is not a closed laptop', () => {
  assert.equal(slept(60_000), false);
  assert.equal(slept(600_000), true);
});

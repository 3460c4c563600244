import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterClose, around, backoff, slept, spreadOf } from '../backoff.js';

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

test('a server that says how long all need to come back is taken at its word', () => {
  assert.equal(spreadOf('retry=50000'), 50_000);
  assert.equal(spreadOf('', 7000), 7000);
  assert.equal(spreadOf(undefined), 0);
  for (const odd of ['retry=', 'retry=-1', 'retry=1e9', 'retry=99999999', 'not retry=5']) assert.equal(spreadOf(odd, 3), 3);
  assert.deepEqual([0, 0.5, 1].map((r) => afterClose(1001, 0, r, 50_000).wait), [1000, 26_000, 51_000]);
});

test('a lost network is tried again soon, a lost server over the time that all need', () => {
  assert.equal(afterClose(1006, 1, 1, 50_000).wait, 1000);
  assert.equal(afterClose(1006, 2, 1, 50_000).wait, 50_000);
  assert.equal(afterClose(1006, 2, 0.5, 1000).wait, 1000);
});

test('ten thousand clients come back evenly', () => {
  const perSecond = new Array(51).fill(0);
  for (let i = 0; i < 10_000; i += 1) perSecond[Math.floor(afterClose(1001, 0, (i + 0.5) / 10_000, 50_000).wait / 1000)] += 1;
  assert.equal(perSecond[0], 0);
  for (const came of perSecond.slice(1)) assert.ok(Math.abs(came - 200) <= 1, String(perSecond));
});

test('each client draws for itself when it comes back', () => {
  const { random } = Math;
  const drawn = [0.25, 0.75];
  Math.random = () => drawn.shift();
  try {
    assert.deepEqual([afterClose(1001, 0).wait, afterClose(1001, 0).wait], [2000, 4000]);
  } finally {
    Math.random = random;
  }
});

test('what many wait for the same time does not end together', () => {
  assert.deepEqual([0, 0.5, 1].map((r) => around(60_000, r)), [45_000, 60_000, 75_000]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before, continues, fits, reading, readUpTo, spot } from '../tree.js';

test('what answers nothing stands in the list of the page', () => {
  assert.deepEqual(spot({ replyTo: 0 }, null), { where: 'root', depth: 0, apart: false });
});

test('an answer stands under its parent, three levels deep', () => {
  for (const depth of [0, 1, 2]) {
    assert.deepEqual(spot({ replyTo: 5 }, { depth }), { where: 'under', depth: depth + 1, apart: false });
  }
});

test('a deeper answer stands beside its parent and says whom it answers', () => {
  assert.deepEqual(spot({ replyTo: 5 }, { depth: 3 }), { where: 'beside', depth: 3, apart: true });
});

test('an answer to a post elsewhere stands at the root and names it', () => {
  assert.deepEqual(spot({ replyTo: 5 }, null), { where: 'root', depth: 0, apart: true });
});

test('channels are flat', () => {
  assert.deepEqual(spot({ replyTo: 0, channel: true }, null), { where: 'root', depth: 0, apart: true });
  assert.deepEqual(spot({ replyTo: 5, channel: true }, { depth: 0 }), { where: 'root', depth: 0, apart: true });
});

test('lists go by number, and what has none yet stays last', () => {
  assert.equal(before([1, 2, 5], 3), 2);
  assert.equal(before([1, 2, 5], 6), 3);
  assert.equal(before([], 6), 0);
  assert.equal(before([1, NaN], 6), 1);
  assert.equal(before([1, NaN], NaN), 2);
});

test('read from the newest down, all stand in one list, the newest on top', () => {
  assert.deepEqual(spot({ replyTo: 5, newest: true }, { depth: 0 }), { where: 'root', depth: 0, apart: true });
  assert.deepEqual(spot({ replyTo: 0, newest: true }, null), { where: 'root', depth: 0, apart: false });
  assert.equal(before([5, 2, 1], 6, true), 0);
  assert.equal(before([5, 2, 1], 3, true), 1);
  assert.equal(before([5, 2, 1], NaN, true), 0);
  assert.equal(fits({ last: false, replyTo: 5, newest: true }, { depth: 0 }), false);
});

test('what is read is the last post that begins above the line', () => {
  const posts = [{ number: 51, top: -300 }, { number: NaN, top: -100 }, { number: 52, top: 90 }, { number: 53, top: 400 }];
  assert.equal(reading(posts, 100), 52);
  assert.equal(reading(posts, -400), 51);
  assert.equal(reading([], 100), 0);
});

test('a new post is shown on the last page, or under what it answers', () => {
  assert.equal(fits({ last: true, replyTo: 0 }, null), true);
  assert.equal(fits({ last: false, replyTo: 0 }, null), false);
  assert.equal(fits({ last: false, replyTo: 5 }, { depth: 0 }), true);
  assert.equal(fits({ last: false, replyTo: 5 }, null), false);
  assert.equal(fits({ last: false, replyTo: 5, channel: true }, { depth: 0 }), false);
});

test('a run is one author, one day, five minutes, and no answer', () => {
  const post = { author: 7, at: 0, day: '2026-11-21', replyTo: 0 };
  assert.equal(continues(null, post), false);
  assert.equal(continues(post, { ...post, at: 299_000 }), true);
  assert.equal(continues(post, { ...post, at: 300_000 }), false);
  assert.equal(continues(post, { ...post, author: 8 }), false);
  assert.equal(continues(post, { ...post, day: '2026-11-22' }), false);
  assert.equal(continues(post, { ...post, replyTo: 3 }), false);
  assert.equal(continues({ ...post, author: 0 }, { ...post, author: 0 }), false);
});

test('read is everything up to the first that was not seen', () => {
  const post = (id, seq, seen) => ({ id, seq, seen });
  assert.equal(readUpTo([post(1, 10, true), post(2, 12, true), post(3, 14, false)], 9).id, 2);
  // A late answer high on the page doesn't take the unread ones below with it.
  assert.equal(readUpTo([post(1, 10, true), post(9, 40, true), post(2, 12, false)], 9).id, 1);
  assert.equal(readUpTo([post(1, 10, true)], 10), null);
  assert.equal(readUpTo([post(1, 10, false), post(2, 11, true)], 9), null);
  assert.equal(readUpTo([post(1, 10, false), post(2, 11, true), post(3, 12, false)], 9, true).id, 2);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { called, find, read } from '../emoji.js';
import { emojiTrigger } from '../trigger.js';

const data = read({
  groups: ['faces'],
  emoji: [
    ['😀', 'grinning face', 0, 'grinning', 'smile happy'],
    ['🎉', 'party popper', 0, 'tada', 'celebration'],
    ['👍', 'thumbs up', 0, '+1 thumbsup', 'yes'],
    ['😁', 'cara radiante con ojos sonrientes', 0, 'grin', 'sonrisa ánimo'],
  ],
});
const chars = (typed, limit = 9) => find(data, typed, limit).map(({ char }) => char).join('');

test('a colon begins a name where a word may begin, and nowhere else', () => {
  assert.deepEqual(emojiTrigger('so :ta'), { query: 'ta', length: 3, whole: false });
  assert.deepEqual(emojiTrigger(':tada:'), { query: 'tada', length: 6, whole: true });
  assert.deepEqual(emojiTrigger(':+1:'), { query: '+1', length: 4, whole: true });
  assert.deepEqual(emojiTrigger('(:ánimo'), { query: 'ánimo', length: 6, whole: false });
  for (const none of ['', ':', ':a', 'http://x', 'at 10:30', 'note:this', 'a :b c', '::ta', ':30']) assert.equal(emojiTrigger(none), null, none);
});

test('the nearest name comes first: called so, beginning so, meaning so', () => {
  assert.equal(chars('grin'), '😁😀');
  assert.equal(chars('tad'), '🎉');
  assert.equal(chars('+1'), '👍');
  assert.equal(chars('happy'), '😀');
  assert.equal(chars('animo'), '😁');
  assert.equal(chars('thumbs_up'), '👍');
  assert.equal(chars('no such'), '');
  assert.equal(chars('grin', 1), '😁');
});

test('between colons only the whole name counts', () => {
  assert.equal(called(data, 'tada').char, '🎉');
  assert.equal(called(data, 'TADA').char, '🎉');
  assert.equal(called(data, 'tad'), null);
});

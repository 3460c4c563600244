import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folded, handlesIn, trigger } from '../trigger.js';

const at = (before) => {
  const found = trigger(before);
  return found && `${found.query}|${found.length}`;
};

test('an @ names somebody where a word may begin, and nowhere else', () => {
  assert.equal(at('@'), '|1');
  assert.equal(at('hello @an'), 'an|3');
  assert.equal(at('hello @Ána'), 'Ána|4');
  assert.equal(at('(@jos\u0301e'), 'jos\u0301e|6');
  assert.equal(at('@ana riv'), 'ana riv|8');
  assert.equal(at('@ana-rivera'), 'ana-rivera|11');
  for (const none of ['', 'ana', 'ana@example', 'a.@b', 'see /@b', '@ana riv era', '@ana,', '@@', `@${'a'.repeat(41)}`]) assert.equal(at(none), null, none);
});

test('handles in a text are those that the server finds', () => {
  assert.deepEqual(handlesIn('@Ana and @ana-rivera- (@group), not a@b.example, x.@y1 /@zz @josé @a @ana_'), ['ana', 'ana-rivera', 'group']);
});

test('accents and case are folded', () => {
  assert.equal(folded('José ÁNGEL'), 'jose angel');
});

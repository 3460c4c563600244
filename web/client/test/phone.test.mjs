import assert from 'node:assert/strict';
import { test } from 'node:test';
import { covered } from '../keyboard.js';
import { FAR, pulled } from '../pull.js';

test('a keyboard over the page hides what is below what is in sight', () => {
  assert.equal(covered({ height: 844, offsetTop: 0, scale: 1 }, 844), 0);
  assert.equal(covered({ height: 508, offsetTop: 0, scale: 1 }, 844), 336);
  assert.equal(covered({ height: 508, offsetTop: 120, scale: 1 }, 844), 216);
  assert.equal(covered({ height: 508, offsetTop: 336, scale: 1 }, 844), 0);
});

test('who has zoomed in has no keyboard', () => {
  assert.equal(covered({ height: 400, offsetTop: 0, scale: 2 }, 844), 0);
});

test('a page is pulled down, not up and not aside', () => {
  const start = { clientX: 100, clientY: 100 };
  assert.ok(pulled(start, { clientX: 110, clientY: 100 + FAR }) < FAR);
  assert.ok(pulled(start, { clientX: 110, clientY: 100 + 2 * FAR }) >= FAR);
  assert.equal(pulled(start, { clientX: 100, clientY: 20 }), 0);
  assert.equal(pulled(start, { clientX: 300, clientY: 150 }), 0);
});

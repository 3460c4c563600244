import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayIn, word } from '../times.js';

const now = Date.parse('2026-11-21T15:00:00Z'); // a Saturday
const at = (text) => Date.parse(text);
const plain = (text) => text.replace(/\u202f|\u00a0/g, ' ');
const en = { lang: 'en-US', zone: 'America/New_York' };
const es = { lang: 'es', zone: 'America/Mexico_City' };

test('a day is the reader’s day', () => {
  assert.equal(dayIn(at('2026-11-21T03:00:00Z'), 'America/New_York'), '2026-11-20');
  assert.equal(dayIn(at('2026-11-21T03:00:00Z'), 'UTC'), '2026-11-21');
});

const cases = [
  ['post', '2026-11-21T14:05:00Z', en, 'Today 9:05 AM'],
  ['post', '2026-11-21T03:00:00Z', en, 'Yesterday 10:00 PM'],
  ['post', '2026-11-17T19:05:00Z', en, 'Tuesday 2:05 PM'],
  ['post', '2026-11-03T19:05:00Z', en, 'Nov 3 2:05 PM'],
  ['post', '2025-11-03T19:05:00Z', en, 'Nov 3, 2025 2:05 PM'],
  ['post', '2026-11-21T14:05:00Z', es, 'Hoy 8:05'],
  ['post', '2026-11-17T19:05:00Z', es, 'Martes 13:05'],
  ['day', '2026-11-20T15:00:00Z', es, 'Ayer'],
  ['day', '2026-11-03T19:05:00Z', en, 'Tuesday, November 3'],
  ['short', '2026-11-21T14:52:00Z', en, '8 min. ago'],
  ['short', '2026-11-21T15:00:00Z', en, 'now'],
  ['short', '2026-11-21T13:40:00Z', en, '1 hr. ago'],
  ['short', '2026-11-20T15:00:00Z', en, 'Yesterday'],
  ['short', '2026-11-12T15:00:00Z', en, 'Nov 12'],
];

for (const [when, time, who, want] of cases) {
  test(`${when} ${time} ${who.lang}`, () => assert.equal(plain(word(when, at(time), now, who)), want));
}

test('a channel says the time of day: its dividers say the day', () => {
  assert.equal(plain(word('post', at('2026-11-03T19:05:00Z'), now, { ...en, channel: true })), '2:05 PM');
});

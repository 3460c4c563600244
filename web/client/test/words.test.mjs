import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fill } from '../words.js';

const messages = new URL('../../lang/messages/', import.meta.url);
const read = (lang) => Object.fromEntries(readdirSync(messages).filter((name) => name.endsWith(`.${lang}.json`))
  .flatMap((name) => Object.entries(JSON.parse(readFileSync(new URL(name, messages)))))
  .filter(([key]) => key.startsWith('client.')));
const en = read('en');
const es = read('es');

test('values are put in their places, and what has none stays', () => {
  assert.equal(fill('{name}: {text} {x}', { name: 'Ana', text: '{name}' }), 'Ana: {name} {x}');
});

test('both languages say the same things with the same places', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(es).sort());
  const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(en)) assert.deepEqual(places(en[key]), places(es[key]), key);
});

test('every word that a script says exists, and is needed', () => {
  const folder = new URL('../', import.meta.url);
  const used = new Set();
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'))) {
    const source = readFileSync(new URL(file, folder), 'utf8');
    for (const [, key] of source.matchAll(/\bsay\(\s*'([^']+)'/g)) used.add(`client.${key}`);
    for (const [, one, other] of source.matchAll(/\bsay\([^()']*\? '([^']+)' : '([^']+)'/g)) used.add(`client.${one}`).add(`client.${other}`);
    for (const [, start] of source.matchAll(/\bsay\(`([a-z_]+)\$\{/g)) {
      Object.keys(en).filter((key) => key.startsWith(`client.${start}`)).forEach((key) => used.add(key));
    }
    for (const [, args] of source.matchAll(/\bcount\(([^;]*?), \w/g)) {
      for (const [, key] of args.matchAll(/'([a-z_]+)'/g)) used.add(`client.${key}.one`).add(`client.${key}.other`);
    }
  }
  assert.deepEqual([...used].sort(), Object.keys(en).sort());
});

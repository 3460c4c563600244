import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSchema } from '@tiptap/core';
import { address, isAddress } from '../editor/address.js';
import { htmlOf } from '../editor/html.js';
import { parts } from '../editor/parts.js';
import { policy } from '../editor/policy.js';
import { isSimple, paragraphs, position } from '../plaintext.js';

const schema = getSchema(parts({}));

// dice are the same for the same seed.
function dice(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor(state / 65536) % n;
  };
}

const values = {
  lang: ['es', null], dir: ['rtl', null], level: [2, 3, 4], language: ['go', null], checked: [true, false, null], start: [1, 7], reversed: [true, false],
  colspan: [1, 2], rowspan: [1, 3], colwidth: [null], scope: ['col', null], src: ['/files/3/a.png'], alt: ['two', ''], width: ['40', null], height: ['30', null],
  href: ['/p/1', 'https://example.org/?a=1&b=2'], title: ['A "title"', null], id: ['1'], name: ['a.png'],
};
const words = ['one ', ' two', '<b>&"\'', '  ', 'a  b', 'ñ'];

// made is any document that the schema allows.
function made(type, roll, depth = 0) {
  const attrs = Object.fromEntries(Object.keys(type.attrs).map((name) => [name, values[name][roll(values[name].length)]]));
  if (type.isText) return schema.text(words[roll(words.length)], marks(type, roll));
  const children = [];
  let match = type.contentMatch;
  for (let i = 0; i < 4 || !match.validEnd; i += 1) {
    const next = [];
    for (let e = 0; e < match.edgeCount; e += 1) next.push(match.edge(e));
    const fits = next.filter((edge) => depth < 6 || edge.type.isText || edge.type.isTextblock || !match.validEnd);
    if (!fits.length) break;
    const { type: kind } = fits[roll(fits.length)];
    const child = made(kind, roll, depth + 1);
    children.push(kind.isInline && !kind.isText ? child.mark(marks(kind, roll).filter((mark) => type.allowsMarkType(mark.type))) : child.isText && type.spec.marks !== undefined
      ? child.mark(child.marks.filter((mark) => type.allowsMarkType(mark.type))) : child);
    match = match.matchType(kind);
  }
  return type.create(attrs, children);
}

function marks(type, roll) {
  let set = [];
  for (const mark of Object.values(schema.marks)) {
    if (roll(4)) continue;
    const attrs = Object.fromEntries(Object.keys(mark.attrs).map((name) => [name, values[name][roll(values[name].length)]]));
    set = mark.create(attrs).addToSet(set);
  }
  return set;
}

test('the editor makes nothing that the sanitizer drops, and all that it lets through but for what the server adds', () => {
  const made1000 = Array.from({ length: 1000 }, (_, seed) => htmlOf(made(schema.topNodeType, dice(seed + 1))));
  const seen = new Set();
  for (const html of made1000) {
    for (const [, name, attributes] of html.matchAll(/<([a-z0-9]+)((?: [a-z-]+="[^"]*")*)\/?>/g)) {
      const element = policy.find((one) => one.name === name);
      assert.ok(element, `${name} in ${html}`);
      seen.add(name);
      for (const [, attribute, value] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
        const known = element.attrs?.find((one) => one.name === attribute);
        assert.match(value.replace(/&#34;/g, '"').replace(/&amp;/g, '&'), new RegExp(known?.pattern ?? '(?!)'), `${attribute} of ${name}`);
        seen.add(`${name} ${attribute}`);
      }
    }
    assert.doesNotMatch(html.replace(/<\/?[a-z0-9]+(?: [a-z-]+="[^"]*")*\/?>/g, ''), /[<>]/);
  }
  const servers = ['span', 'span class', 'span data-group', 'a class', 'a data-person', 'a data-file', 'img srcset', 'img sizes', 'img data-blur'];
  const all = policy.flatMap(({ name, attrs = [] }) => [name, ...attrs.map((attr) => `${name} ${attr.name}`)]);
  assert.deepEqual(all.filter((one) => !seen.has(one)).sort(), servers.sort());
});

test('addresses are what people mean by them', () => {
  const site = 'https://talk.example.org';
  for (const [raw, want] of [
    ['https://example.org', 'https://example.org'], ['example.org/a', 'https://example.org/a'], ['www.example.org', 'https://www.example.org'],
    ['https://talk.example.org/p/7#x', '/p/7#x'], ['/p/7', '/p/7'], ['ana@example.org', 'mailto:ana@example.org'], ['mailto:ana@example.org', 'mailto:ana@example.org'],
    ['https://ana:secret@example.org/', 'https://example.org/'], ['localhost.test:8080/x', 'https://localhost.test:8080/x'],
    ['javascript:alert(1)', null], ['data:text/html,x', null], ['file:///etc/passwd', null], ['two words', null], ['', null],
  ]) assert.equal(address(raw, site), want, raw);
  assert.ok(isAddress('https://example.org/a?b=c'));
  assert.ok(!isAddress('see https://example.org'));
  assert.ok(!isAddress('example.org'));
});

test('what was typed before the editor came goes on where it was', () => {
  assert.ok(isSimple('one, two.\n\n@ana: three (4) - five'));
  for (const text of ['**a**', '- a', '1. a', '# a', '> a', '`a`', '[a](b)', 'a\n===']) assert.ok(!isSimple(text), text);
  assert.equal(paragraphs('a & b\nc\n\n\n<d>\n'), '<p>a &amp; b<br>c</p><p>&lt;d&gt;</p>');
  assert.equal(position('one\n\ntwo', 6), 4);
  assert.equal(position('one two', 7), Infinity);
});

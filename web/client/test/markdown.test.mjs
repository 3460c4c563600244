import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as markdown from '../markdown.js';

// Selections are written as ‹ and › in the text, a caret as |.
function from(marked) {
  if (marked.includes('|')) {
    const at = marked.indexOf('|');
    return { text: marked.replace('|', ''), start: at, end: at };
  }
  const start = marked.indexOf('‹');
  return { text: marked.replace(/[‹›]/g, ''), start, end: marked.indexOf('›') - 1 };
}

function to({ text, start, end }) {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

const cases = [
  ['bold', 'a ‹word› here', 'a **‹word›** here'],
  ['bold', 'a **‹word›** here', 'a ‹word› here'],
  ['bold', 'a ‹**word**› here', 'a ‹word› here'],
  ['bold', 'a ‹word ›here', 'a **‹word›** here'],
  ['bold', 'a |', 'a **|**'],
  ['italic', 'a ‹word›', 'a *‹word›*'],
  ['italic', 'a *‹word›*', 'a ‹word›'],
  ['italic', 'a **‹word›**', 'a ***‹word›***'],
  ['link', 'see ‹this›', 'see [this](‹https://›)'],
  ['link', 'see |', 'see [‹text›](https://)'],
  ['link', 'see ‹https://example.org/x›', 'see [‹text›](https://example.org/x)'],
  ['list', 'one|', '- one|'],
  ['list', '- one|', 'one|'],
  ['list', 'top\n‹one\ntwo›\nend', 'top\n‹- one\n- two›\nend'],
  ['list', '‹- one\n- two›', '‹one\ntwo›'],
  ['quote', '‹one\n\ntwo›', '‹> one\n> \n> two›'],
  ['list', '|', '- |'],
];

for (const [act, before, after] of cases) {
  test(`${act}: ${JSON.stringify(before)}`, () => assert.equal(to(markdown[act](from(before))), after));
}

test('a quotation is closed by an empty line', () => {
  assert.equal(markdown.quoted(' one\n\n\n\ntwo '), '> one\n>\n> two\n\n');
});

test('a block stands in its own paragraph', () => {
  assert.equal(to(markdown.insertBlock(from('|'), '> a\n\n')), '> a\n\n|');
  assert.equal(to(markdown.insertBlock(from('before|'), '> a\n\n')), 'before\n\n> a\n\n|');
  assert.equal(markdown.insertBlock(from('before|after'), '> a\n\n').text, 'before\n\n> a\n\nafter');
});

test('files: pictures are shown, all else is a link, names are no Markdown', () => {
  assert.equal(markdown.fileMark({ name: 'a.png', url: '/files/1/a.png', type: 'image/png' }, 'two [people]'),
    '![two \\[people\\]](/files/1/a.png)');
  assert.equal(markdown.fileMark({ name: 'a_b.pdf', url: '/files/2/a_b.pdf', type: 'application/pdf' }),
    '[a\\_b.pdf](/files/2/a_b.pdf)');
});

test('a quotation names whom it quotes, and links to where they said it', () => {
  assert.equal(markdown.quotation({ text: 'one\n\ntwo' }), '> one\n>\n> two\n\n');
  assert.equal(markdown.quotation({ text: 'one', name: 'Ana [R.]', href: '/p/7' }), '> [Ana \\[R.\\]](/p/7):\n>\n> one\n\n');
});

test('a text goes where the selection was', () => {
  assert.deepEqual(markdown.insert({ text: 'a b c', start: 2, end: 3 }, '😀!'), { text: 'a 😀! c', start: 5, end: 5 });
});

test('a file below a text in HTML brings no markup of its own', () => {
  assert.equal(markdown.fileHTML({ name: '<b>"a".txt', url: '/files/1/a', type: 'text/plain' }),
    '<p><a href="/files/1/a">&#60;b&#62;&#34;a&#34;.txt</a></p>');
  assert.equal(markdown.fileHTML({ name: 'x', url: '/files/1/x', type: 'image/png' }, '">'), '<p><img src="/files/1/x" alt="&#34;&#62;"></p>');
});

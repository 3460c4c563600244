// The toolbar over a text: marks by button or key, reached with one tab stop and arrows.
import { hear } from './bus.js';
import { all, on, one } from './dom.js';
import * as markdown from './markdown.js';
import { say } from './words.js';

const KEYS = { b: 'bold', i: 'italic', k: 'link' };
const FIELD = '.box textarea[name=body], form.editor textarea';

export function start() {
  all('.tools').forEach(show);
  hear('box', () => all('#composer .tools').forEach(show));
  on(document, 'click', '.tools [data-do]', (event, button) => {
    const act = button.dataset.do;
    if (!(act in markdown)) return;
    event.preventDefault();
    const field = one('textarea[name=body]', button.form ?? button.closest('form'));
    transform(field, act);
  });
  on(document, 'keydown', FIELD, (event, field) => {
    const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    transform(field, act);
  });
  on(document, 'keydown', '.tools', rove);
}

const buttons = (tools) => all('button:not([hidden]):not([disabled])', tools);

function show(tools) {
  tools.hidden = false;
  buttons(tools).forEach((button, i) => { button.tabIndex = i === 0 ? 0 : -1; });
}

function rove(event, tools) {
  const list = buttons(tools);
  const at = list.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = list[(to + list.length) % list.length];
  list.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
}

function transform(field, act) {
  edit(field, (state) => markdown[act](state, say('link_words')));
}

// edit changes a field's text so that the browser can undo it where it lets us.
export function edit(field, change) {
  const before = field.value;
  const { text, start, end } = change({ text: before, start: field.selectionStart, end: field.selectionEnd });
  let from = 0;
  while (from < before.length && from < text.length && before[from] === text[from]) from += 1;
  let tail = 0;
  while (tail < before.length - from && tail < text.length - from
    && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  field.focus();
  field.setSelectionRange(from, before.length - tail);
  const insert = text.slice(from, text.length - tail);
  const done = insert ? document.execCommand('insertText', false, insert) : document.execCommand('delete');
  if (!done || field.value !== text) {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(start, end);
}

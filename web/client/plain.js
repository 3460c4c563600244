// Writing in the plain text box: Markdown, or whatever format the server gave the text in.
import * as markdown from './markdown.js';
import { one } from './dom.js';
import { say } from './words.js';

const FIELD = 'textarea[name=body]';

// plain is writing(form) (see writing.js) where the form's textarea is written in; null without one.
export function plain(form) {
  const field = one(FIELD, form);
  if (!field) return null;
  const hidden = form.elements?.format ?? one('input[name=format]', form);
  const given = { body: field.defaultValue, format: hidden?.defaultValue || 'markdown' };

  function set(body, format = hidden?.value || 'markdown') {
    if (hidden) hidden.value = format;
    if (field.value === body) return;
    field.value = body;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  return {
    rich: false,
    format: () => hidden?.value || 'markdown',
    body: () => field.value,
    given: () => given,
    changed: () => field.value !== given.body,
    empty: () => !field.value.trim(),
    set,
    reset: () => set(given.body, given.format),
    prepend: (body) => set(field.value.trim() ? `${body}\n\n${field.value}` : body),
    element: () => field,
    focus(options) {
      field.focus(options);
    },
    toEnd() {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    },
    // act does what a button or key of the toolbar is named for; false if it knows no such act.
    act(name) {
      if (!['bold', 'italic', 'link', 'list', 'quote'].includes(name)) return false;
      edit(field, (state) => markdown[name](state, say('link_words')));
      return true;
    },
    before: () => field.value.slice(0, field.selectionStart).split('\n').at(-1),
    replaceBefore: (length, text) => edit(field, (state) => markdown.insert({ ...state, start: state.start - length }, text)),
    insertText: (text) => edit(field, (state) => markdown.insert(state, text)),
    appendFile(stored, alt) {
      const text = field.value.trimEnd();
      if (hidden?.value === 'html') set(text + markdown.fileHTML(stored, alt));
      else set(`${text}${text ? '\n\n' : ''}${markdown.fileMark(stored, alt)}`);
    },
    insertFile: (stored, alt) => edit(field, (state) => markdown.insertBlock(state, `${markdown.fileMark(stored, alt)}\n\n`)),
    insertQuote: (quote) => edit(field, (state) => markdown.insertBlock(state, markdown.quotation(quote))),
  };
}

// edit changes a field's text so that the browser can undo it where it lets us.
function edit(field, change) {
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

// The one interface to the field that somebody writes in. Behind it is the plain text box, or the rich editor once it
// is there; nobody else touches either. `written` (form) is told after every change.
//
// writing(form) answers, for a form that carries a text (or any element in it), null if there is none, else
//   format(), body()       what would be sent: 'markdown' with its source, or 'html' with the editor's HTML
//   given(), changed()     what the server gave to start from, {body, format}, and whether this is something else
//   empty()                nothing to send: no text and no picture
//   set(body, format), reset()         replaces the text; puts back what the server gave
//   prepend(body, format)  puts a text before what is there
//   insertText(text), insertFile(stored, alt), insertQuote({html, text, name, href})   at the selection
//   appendFile(stored, alt) below the text, where no caret is moved by it
//   act(name)              what a button of the toolbar is named for; false if it doesn't know it
//   focus(options), toEnd(), element()  the element that has the focus while one writes
//   before(), replaceBefore(length, text)   what stands before the caret in its paragraph; puts a text for the end of it
//   rich                   whether the editor is behind it
import { tell } from './bus.js';
import { on } from './dom.js';
import { plain } from './plain.js';

const FORMS = 'form.box, form[data-keep], form.editor';
const FIELD = 'textarea[name=body]';

const known = new WeakMap();

export const formOf = (element) => element?.closest?.(FORMS) ?? null;

export function writing(element) {
  const form = formOf(element);
  if (!form) return null;
  if (!known.has(form)) known.set(form, plain(form));
  return known.get(form);
}

// takes puts another way of writing behind a form.
export const takes = (form, way) => known.set(form, way);

export function start() {
  on(document, 'input', FIELD, (event, field) => {
    const form = formOf(field);
    if (form) tell('written', form);
  });
}

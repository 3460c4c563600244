// The rich editor takes the place of the text box once somebody begins to write in it: not before, for it is large, and
// not in channels. Until it is there, and where it can't be had, one goes on writing in the box.
import { hear, tell } from './bus.js';
import { all, make, on, parse, place } from './dom.js';
import { isSimple, paragraphs, position } from './plaintext.js';
import { say } from './words.js';
import { send } from './uploads.js';
import { formOf, takes, writing } from './writing.js';

const FIELD = 'textarea[name=body]';
const PAUSE = 400; // in typing, before what was typed meanwhile is converted anew

const coming = new WeakSet(); // forms that wait for the editor
let building = null; // the form whose editor is being made, which may say already that it was written in
let composing = false; // a character is being put together, which nothing may interrupt

export function start() {
  on(document, 'focusin', FIELD, (event, field) => take(formOf(field)));
  document.addEventListener('compositionstart', () => { composing = true; });
  document.addEventListener('compositionend', () => { composing = false; });
  all(FIELD).forEach((field) => show(formOf(field)));
  hear('box', () => all(FIELD).forEach((field) => show(formOf(field))));
  hear('tools', show);
  hear('written', show);
}

const fits = (form) => Boolean(form) && (form.dataset.kind ? form.dataset.kind !== 'channel' : !place()?.channel);

async function load() {
  try {
    return await import('./editor/editor.js');
  } catch {
    return null; // there is no bundle, or no connection
  }
}

// take puts the editor behind a form, with the text and the caret where they are.
async function take(form) {
  if (!fits(form) || coming.has(form) || writing(form).rich) return;
  coming.add(form);
  const module = await load();
  const html = module && form.isConnected ? await asHTML(form) : null;
  coming.delete(form);
  const shown = writing(form);
  const plain = shown.plain ?? shown;
  const focused = document.activeElement === shown.element();
  if (html === null || !form.isConnected) return shown.plain && hide(form, focused);
  const field = plain.element();
  const caret = focused ? (shown.plain ? Infinity : position(field.value, field.selectionStart)) : null;
  building = form;
  takes(form, module.edit(form, {
    html, caret, plain, say, parse, convert, paragraphs,
    changed: () => tell('written', form),
    send: (files, spot) => send(form, files, [], spot),
    leave(body, format) {
      writing(form).remove();
      takes(form, plain);
      plain.set(body, format);
      take(form);
    },
  }));
  building = null;
  if (!shown.plain) return;
  shown.element().remove();
  if (shown.typed()) writing(form).insertText(shown.typed());
}

// asHTML resolves with a form's text as HTML while exactly that text stands in the form; with null if it can't be had.
async function asHTML(form) {
  for (;;) {
    const body = writing(form).body();
    const html = await convert(body, writing(form).format());
    if (html === null || !composing && writing(form).body() === body) return html;
    await new Promise((done) => { setTimeout(done, PAUSE); });
  }
}

// convert gives a text as HTML for the editor: at once, or as a promise of it, or of null.
function convert(body, format) {
  if (!body.trim()) return '';
  if (format === 'html') return body;
  return isSimple(body) ? paragraphs(body) : rendered(body, format);
}

async function rendered(body, format) {
  try {
    const answer = await fetch('/preview', { method: 'POST', body: new URLSearchParams({ body, format }) });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

// show shows a text that was written in the editor as it reads, until somebody goes on writing it.
async function show(form) {
  if (!fits(form) || form === building) return;
  const text = writing(form);
  if (!text.rich && text.empty()) text.set('', 'markdown');
  const needed = !text.rich && text.format() === 'html' && !text.empty();
  if (needed === Boolean(text.plain)) return needed ? draw(text) : undefined;
  if (!needed) return hide(form, false);
  const field = text.element();
  const pane = make('div', { class: 'field prose shown', tabindex: '0', role: 'textbox', 'aria-multiline': 'true',
    'aria-label': field.labels?.[0]?.textContent.trim() || field.getAttribute('aria-label') });
  field.after(pane);
  const focused = document.activeElement === field;
  field.hidden = true;
  let typed = ''; // until the editor is there
  pane.addEventListener('focus', () => take(form));
  pane.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1) typed += event.key;
    else if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else return;
    event.preventDefault();
  });
  const way = { ...text, plain: text, element: () => pane, focus: (options) => pane.focus(options), toEnd: () => pane.focus(), typed: () => typed };
  takes(form, way);
  if (focused) pane.focus(); // the next key is on its way
  draw(way);
}

async function draw(way) {
  const body = way.body();
  const html = await rendered(body, 'html');
  if (way.body() !== body) return;
  // Without the server there is nobody to say what may be shown but its words.
  way.element().replaceChildren(...(html === null ? [...parse(body).children].map((part) => make('p', {}, part.textContent)) : [parse(html)]));
}

// hide shows the text box itself again.
function hide(form, focus) {
  const { plain, element, typed } = writing(form);
  element().remove();
  plain.element().hidden = false;
  takes(form, plain);
  if (focus) plain.toEnd();
  if (typed()) plain.insertText(typed());
}

// Keeps what is typed in writing forms, so that no reload, error or lost connection takes it away.
import { hear, tell } from './bus.js';
import * as drafts from './drafts.js';
import { all, on } from './dom.js';
import { writing } from './writing.js';

const SUBMITTED = 'plenary:submitted';
const FORMS = 'form.box, form[data-keep]'; // a box, or a form that a box is one field of
const FIELDS = '[name=title], textarea[name=summary]';

export function start() {
  settleLast();
  all(FORMS).forEach(restore);
  on(document, 'input', FORMS, (event, form) => { if (event.target.matches(FIELDS)) keep(form); });
  hear('written', (form) => { if (form.matches(FORMS) && !form.dataset.settling) keep(form); });
  on(document, 'change', FORMS, (event, form) => keep(form));
  hear('leave', () => all(FORMS).forEach((form) => keep(form, marks(form))));
  hear('leave-box', () => all('#composer form.box').forEach((form) => keep(form, marks(form))));
  hear('box', () => all('#composer form.box').forEach(restore));
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (new URL(form.action, location.href).pathname.endsWith('/sign-out')) drafts.dropAll();
    else if (form.matches(FORMS) && !event.defaultPrevented) {
      keep(form);
      sessionStorage.setItem(SUBMITTED, keyOf(form));
    }
  });
}

// keyOf names the place that a form writes to.
export function keyOf(form) {
  if (form.dataset.draft) return form.dataset.draft;
  if (form.dataset.keep) return form.dataset.keep;
  return `${new URL(form.action, location.href).pathname}:${form.elements.reply_to?.value || 0}`;
}

// marks is what is known of the copy in this browser: {saved, version, client_id}, of the server's. null without one.
export const marks = (form) => drafts.read(keyOf(form))?.marks ?? null;

// keep stores what differs from what the server gave, with what that was. With marks, it is what the server has now.
export function keep(form, mark) {
  const values = {};
  for (const field of all(FIELDS, form)) {
    if (field.value !== field.defaultValue) values[field.name] = { value: field.value, base: field.defaultValue };
  }
  const text = writing(form);
  const wiped = text?.empty() && !Number(form.elements.draft?.value); // it was sent
  if (text?.changed() && !wiped) values.body = { value: text.body(), format: text.format(), base: text.given().body };
  delete form.dataset.unkept;
  if (!Object.keys(values).length) return drafts.drop(keyOf(form));
  if (form.dataset.draft) {
    const given = { version: Number(form.elements.draft?.value) || 0, client_id: '' };
    values.marks = mark ?? { ...given, ...marks(form), saved: false };
    const to = form.elements.reply_to?.value;
    if (to) values.reply_to = { id: to, name: form.querySelector('.to-name')?.textContent ?? '' };
  }
  if (!drafts.write(keyOf(form), values)) form.dataset.unkept = '1';
}

// restore puts a kept text back. Where the server keeps drafts, it has the last word on what it had acknowledged;
// what it hasn't is newer than anything that it gives. Elsewhere, the text goes back where the server gave the same to
// start from as then.
export function restore(form) {
  const values = drafts.read(keyOf(form));
  if (!values || 'returned' in form.dataset) return;
  if (values.marks?.saved) return drafts.drop(keyOf(form));
  const ours = Boolean(values.marks);
  for (const field of all(FIELDS, form)) {
    const kept = values[field.name];
    if (kept && field.value === field.defaultValue && (ours || kept.base === field.defaultValue)) field.value = kept.value;
  }
  const text = writing(form);
  const kept = values.body;
  if (kept && text && !text.changed() && (ours || kept.base === text.given().body)) text.set(kept.value, kept.format);
  if (values.reply_to && form.elements.reply_to && !form.elements.reply_to.value) {
    form.elements.reply_to.value = values.reply_to.id;
    tell('answers', form, values.reply_to.name);
  }
}

// settleLast drops the text of a form that was sent the plain way, unless this page shows the form again: then it
// was refused.
function settleLast() {
  const key = sessionStorage.getItem(SUBMITTED);
  if (!key) return;
  sessionStorage.removeItem(SUBMITTED);
  if (!all(FORMS).some((form) => keyOf(form) === key)) drafts.drop(key);
}

// Keeps what is typed in writing forms, so that no reload, error or lost connection takes it away.
import { hear } from './bus.js';
import * as drafts from './drafts.js';
import { all, on, place } from './dom.js';
import { writing } from './writing.js';

const SUBMITTED = 'plenary:submitted';
const FORMS = 'form.box, form[data-keep]'; // a box, or a form that a box is one field of
const FIELDS = '[name=title], textarea[name=summary]';

export function start() {
  settleLast();
  all(FORMS).forEach(restore);
  on(document, 'input', FORMS, (event, form) => { if (event.target.matches(FIELDS)) keep(form); });
  hear('written', (form) => { if (form.matches(FORMS)) keep(form); });
  on(document, 'change', FORMS, (event, form) => keep(form));
  hear('leave', () => all(FORMS).forEach(keep));
  hear('leave-box', () => all('#composer form.box').forEach(keep));
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
  if (form.dataset.keep) return form.dataset.keep;
  const here = form.closest('#composer') && place();
  if (here && !form.dataset.edits) return `c${here.id}:${form.elements.reply_to?.value || 0}`;
  return `${new URL(form.action, location.href).pathname}:${form.elements.reply_to?.value || 0}`;
}

// keep stores what differs from what the server gave, with what that was.
export function keep(form) {
  const values = {};
  for (const field of all(FIELDS, form)) {
    if (field.value !== field.defaultValue) values[field.name] = { value: field.value, base: field.defaultValue };
  }
  const text = writing(form);
  if (text?.changed()) values.body = { value: text.body(), format: text.format(), base: text.given().body };
  if (Object.keys(values).length) drafts.write(keyOf(form), values);
  else drafts.drop(keyOf(form));
}

// restore puts kept texts back where the server gave the same to start from as then.
export function restore(form) {
  const values = drafts.read(keyOf(form));
  for (const field of all(FIELDS, form)) {
    const kept = values?.[field.name];
    if (kept && field.value === field.defaultValue && kept.base === field.defaultValue) field.value = kept.value;
  }
  const text = writing(form);
  const kept = values?.body;
  if (kept && text && !text.changed() && kept.base === text.given().body) text.set(kept.value, kept.format);
}

// settleLast drops the text of a form that was sent the plain way, unless this page shows the form again: then it
// was refused.
function settleLast() {
  const key = sessionStorage.getItem(SUBMITTED);
  if (!key) return;
  sessionStorage.removeItem(SUBMITTED);
  if (!all(FORMS).some((form) => keyOf(form) === key)) drafts.drop(key);
}

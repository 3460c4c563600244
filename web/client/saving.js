// Keeps drafts on the server while one types, says so in the box, and offers what was written elsewhere meanwhile.
import { call, uuid } from './api.js';
import { hear, tell } from './bus.js';
import { all, make, on, one, viewer } from './dom.js';
import * as drafts from './drafts.js';
import { keeper } from './keeper.js';
import { keep, keyOf, marks } from './keep.js';
import { writeAll } from './times.js';
import { say } from './words.js';
import { formOf, writing } from './writing.js';

const FORMS = 'form[data-draft]:not([data-draft=""])';
const FIELDS = ['title', 'lang', 'summary', 'kind', 'group', 'guests', 'picture_alt', 'slug', 'when', 'at'];
const KEEPALIVE = 60_000; // bytes that browsers still send for a page that is gone

const known = new WeakMap();

export function start() {
  if (!viewer()) return;
  all(FORMS).forEach(begin);
  hear('box', () => all(FORMS).forEach(begin));
  hear('written', (form) => { if (!form.dataset.settling) kept(form)?.typed(); });
  on(document, 'input', FORMS, (event, form) => { if (FIELDS.includes(event.target.name)) kept(form)?.typed(); });
  on(document, 'change', FORMS, (event, form) => { if (FIELDS.includes(event.target.name)) kept(form)?.typed(); });
  document.addEventListener('focusout', (event) => {
    const form = formOf(event.target);
    if (form && !form.contains(event.relatedTarget)) kept(form)?.now();
  });
  const leaving = () => all(FORMS).forEach((form) => kept(form)?.now(true));
  addEventListener('pagehide', leaving);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leaving(); });
  addEventListener('online', () => all(FORMS).forEach((form) => kept(form)?.now()));
  let link = '';
  hear('link', (state) => {
    if (state !== link && (state === 'open' || state === 'polling')) all(FORMS).forEach((form) => kept(form)?.now());
    link = state;
  });
  // A text in the browser's storage survives the tab. Only what is neither there nor on the server would be lost, and a
  // file that is on its way.
  addEventListener('beforeunload', (event) => {
    const lost = all(FORMS).some((form) => form.dataset.unkept && kept(form)?.dirty());
    if (lost || one('li.upload[aria-busy]')) event.preventDefault();
  });
  on(document, 'click', '.others button[name=use], .others button[name=keep]', choose);
}

// kept is what saves a form's text; null where nothing does.
export function kept(form) {
  if (!form?.matches?.(FORMS) || !viewer()) return null;
  if (!known.has(form)) begin(form);
  return known.get(form);
}

function begin(form) {
  if (known.has(form) || !writing(form)) return;
  const place = form.dataset.draft;
  const k = keeper({
    text: () => textOf(form),
    put: (text, leaving) => call('PUT', `/drafts/${place}`, text,
      leaving && JSON.stringify(text).length < KEEPALIVE ? { keepalive: true } : {}),
    saved: (draft) => settle(form, draft),
    clash: (draft) => settle(form, draft),
    local: () => line(form, say(form.dataset.unkept ? 'lost' : 'draft_local')),
    fresh: () => clientID(form),
  });
  known.set(form, k);
  const given = Number(form.elements.draft?.value) || 0;
  const mark = marks(form);
  k.began(mark && !mark.saved ? mark.version : given, mark && !mark.saved ? mark.client_id : '');
  if (form.elements.draft) form.elements.draft.value = k.version();
  if ((mark && !mark.saved) || 'returned' in form.dataset) k.typed();
}

// clientID is the one that the form has been given, at first; later ones are new.
function clientID(form) {
  const field = form.elements.client_id;
  const id = (!known.has(form) && field?.value) || uuid();
  if (field) field.value = id;
  return id;
}

function textOf(form) {
  const text = writing(form);
  const values = { body: text.body(), format: text.format(), fields: {} };
  for (const name of FIELDS) {
    const value = new FormData(form).get(name);
    if (typeof value === 'string' && value) values.fields[name] = value;
  }
  const replyTo = Number(form.elements.reply_to?.value);
  if (replyTo) values.reply_to = replyTo;
  const revision = Number(form.elements.revision?.value || form.dataset.revision);
  if (revision) values.revision = revision;
  return values;
}

// settle notes what the server has, in the form, in the local copy and on the page.
function settle(form, draft) {
  const k = known.get(form);
  let field = form.elements.draft;
  if (!field) {
    field = make('input', { type: 'hidden', name: 'draft' });
    form.append(field);
  }
  field.value = k.version() || '';
  keep(form, { saved: draft.body === writing(form).body() || beside(draft, form), version: k.version(), client_id: k.clientID() });
  if (draft.saved_at) {
    line(form, say('draft_saved'), ' ', make('time', { datetime: draft.saved_at, 'data-when': 'clock' }));
  } else line(form, '');
  offer(form, [...(draft.others ?? []), ...(draft.version && draft.client_id !== k.clientID() && draft.client_id ? [draft] : [])]);
}

const beside = (draft, form) => (draft.others ?? []).some((other) => other.body === writing(form).body());

function line(form, ...words) {
  const at = one('.draft-at', form);
  if (!at) return;
  at.replaceChildren(...words);
  writeAll(at);
}

// offer shows the other texts, as the server does in a page.
function offer(form, others) {
  const list = one('.others', form);
  if (!list) return;
  const open = new Set(all('details[open]', list).map((d) => d.dataset.other));
  list.replaceChildren(...others.map((other) => make('details', { class: 'other', 'data-other': other.id, open: open.has(String(other.id)) },
    make('summary', {}, say(other.here ? 'draft_other_here' : 'draft_other'), ' ', make('time', { datetime: other.saved_at, 'data-when': 'short' })),
    make('pre', { tabindex: 0 }, other.body),
    make('p', { class: 'choose' },
      make('button', { type: 'button', class: 'btn', name: 'use', value: other.id }, say('draft_use')), ' ',
      make('button', { type: 'button', class: 'btn', name: 'keep', value: other.id }, say('draft_keep'))))));
  list.hidden = !others.length;
  writeAll(list);
}

// choose does at once what the buttons do without script.
async function choose(event, button) {
  const form = button.form ?? formOf(button);
  const k = kept(form);
  if (!k) return;
  event.preventDefault();
  const path = `/drafts/${form.dataset.draft}/others/${button.value}`;
  try {
    if (button.name === 'keep') k.typed(); // and so mine is the later one
    await k.now();
    if (button.name === 'keep') return settle(form, { ...await call('DELETE', path), client_id: k.clientID() });
    const draft = await call('POST', path);
    const old = k.sent();
    put(form, draft);
    k.began(draft.version, old.client_id);
    settle(form, draft);
    writing(form).focus();
  } catch (problem) {
    line(form, problem.status === 0 ? say('lost') : problem.detail || say('failed'));
  }
}

// put shows a draft in the form.
export function put(form, draft) {
  form.dataset.settling = '1';
  writing(form).set(draft.body, draft.format);
  for (const [name, value] of Object.entries(draft.fields ?? {})) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
  if (form.elements.reply_to) form.elements.reply_to.value = draft.reply_to ?? '';
  delete form.dataset.settling;
  tell('answers', form);
}

// posted says that a form's text is on its way as a post, and gives what it is sent with.
export function posted(form) {
  const k = kept(form);
  const was = k ? k.sent() : { client_id: uuid(), draft: 0 };
  if (form.elements.draft) form.elements.draft.value = '';
  line(form, '');
  drafts.drop(keyOf(form));
  return was;
}

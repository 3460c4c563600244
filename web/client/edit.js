// Editing a post where it stands.
import { call } from './api.js';
import { hear, tell } from './bus.js';
import { articleOf, make, on, one, place } from './dom.js';
import * as drafts from './drafts.js';
import { veil } from './swap.js';
import { say } from './words.js';
import { writing } from './writing.js';

export function start() {
  if (!place()?.list) return;
  on(document, 'click', 'a.own[href$="/edit"]', (event, link) => {
    const article = link.closest('article.post[data-post]');
    if (!article || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const menu = link.closest('details.menu');
    if (menu) menu.open = false;
    open(article);
  });
  on(document, 'submit', 'form.editor', (event, form) => {
    event.preventDefault();
    save(form);
  });
  on(document, 'click', 'form.editor [data-cancel]', (event, button) => {
    drafts.drop(keyOf(button.form));
    close(button.form);
  });
  hear('written', (form) => {
    if (!form.matches('form.editor')) return;
    const text = writing(form);
    drafts.write(keyOf(form), { value: text.body(), format: text.format(), base: text.given().body });
  });
  on(document, 'keydown', 'form.editor', (event, form) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close(form); // what was changed is kept, and is there when it is opened again
    }
  });
}

const keyOf = (form) => `edit:${form.dataset.edits}`;

// open shows the source of a post in place of its text.
export async function open(article) {
  const id = Number(article.dataset.post);
  const already = one('form.editor', article);
  if (already) return writing(already).focus();
  let post;
  try {
    post = await call('GET', `/posts/${id}`);
  } catch {
    return location.assign(`/p/${id}/edit`);
  }
  const now = articleOf(id);
  if (!now || typeof post.source !== 'string' || one('form.editor', now)) return;
  const field = make('textarea', { name: 'body', rows: Math.min(16, post.source.split('\n').length + 2), 'aria-label': say('edit') });
  field.defaultValue = post.source;
  const form = make(
    'form', { class: 'editor', 'data-edits': id, 'data-revision': post.revision },
    make('input', { type: 'hidden', name: 'format', value: post.format ?? 'markdown' }),
    field,
    make('p', { class: 'status', role: 'alert' }),
    make('div', { class: 'send' },
      make('button', { type: 'button', class: 'btn', 'data-cancel': true }, say('cancel')), ' ',
      make('button', { class: 'btn primary' }, say('save'))),
  );
  veil(now, true);
  one('.said', now).append(form);
  const text = writing(form);
  const kept = drafts.read(`edit:${id}`);
  if (kept?.base === post.source) text.set(kept.value, kept.format);
  text.toEnd();
}

async function save(form) {
  const text = writing(form);
  const button = one('button.primary', form);
  const id = Number(form.dataset.edits);
  if (!text.changed() && !one('.theirs', form)) {
    drafts.drop(keyOf(form));
    return close(form);
  }
  button.disabled = true;
  status(form, '');
  try {
    const post = await call('PATCH', `/posts/${id}`, {
      body: text.body(), format: text.format(), revision: Number(form.dataset.revision),
    });
    drafts.drop(keyOf(form));
    close(form);
    tell('edited', post); // the text itself comes by the live connection, as for everybody
  } catch (problem) {
    button.disabled = false;
    if (problem.status === 409) return conflict(form, id, problem);
    status(form, problem.status === 0 ? say('lost') : problem.detail || say('failed'));
  }
}

// conflict shows what somebody else made of it beside what is in the field; saving again is a decision then.
async function conflict(form, id, problem) {
  try {
    const post = await call('GET', `/posts/${id}`);
    form.dataset.revision = post.revision;
    one('.theirs', form)?.remove();
    writing(form).element().before(make('div', { class: 'theirs' }, make('p', {}, say('theirs')), make('pre', { tabindex: 0 }, post.source)));
    status(form, say('conflict'));
  } catch {
    status(form, problem.detail || say('failed'));
  }
}

const status = (form, text) => { one('.status', form).textContent = text; };

function close(form) {
  const article = form.closest('article.post');
  const inside = form.contains(document.activeElement);
  form.remove();
  if (!article) return;
  veil(article, false);
  if (!inside) return;
  const box = document.querySelector('main[data-kind="channel"] #composer form.box');
  const back = (box && writing(box)) ?? one('details.menu > summary', article);
  back?.focus();
}

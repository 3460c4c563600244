// Editing a post where it stands.
import { call } from './api.js';
import { hear, tell } from './bus.js';
import { agreement } from './calling.js';
import { all, articleOf, make, on, one, place } from './dom.js';
import { backoff } from './backoff.js';
import { keep, restore } from './keep.js';
import { chosen, select } from './language.js';
import { kept, posted, put } from './saving.js';
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
    const form = button.form;
    if (posted(form).draft) call('DELETE', `/drafts/${form.dataset.draft}`).catch(() => {}); // then it stays in the list of drafts
    close(form);
  });
  hear('written', (form) => { if (form.matches('form.editor') && !form.dataset.settling) keep(form); });
  addEventListener('online', () => all('form.editor[data-waits]').forEach(save));
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

// open shows the source of a post in place of its text.
export async function open(article) {
  const id = Number(article.dataset.post);
  const already = one('form.editor', article);
  if (already) return writing(already).focus();
  let post;
  let draft;
  try {
    [post, draft] = await Promise.all([call('GET', `/posts/${id}`), draftOf(id)]);
  } catch {
    return location.assign(`/p/${id}/edit`);
  }
  const now = articleOf(id);
  if (!now || typeof post.source !== 'string' || one('form.editor', now)) return;
  const field = make('textarea', { name: 'body', rows: Math.min(16, post.source.split('\n').length + 2), 'aria-label': say('edit') });
  field.defaultValue = post.source;
  const form = make(
    'form', { class: 'editor', 'data-edits': id, 'data-revision': draft?.revision || post.revision, 'data-draft': `p${id}`,
      'data-lang': post.lang },
    make('input', { type: 'hidden', name: 'format', value: post.format ?? 'markdown' }),
    make('input', { type: 'hidden', name: 'draft', value: draft?.version ?? '' }),
    make('div', { class: 'others', hidden: true }),
    tools(),
    field,
    make('p', { class: 'status', role: 'alert' }),
    make('div', { class: 'send' },
      make('span', { class: 'draft-at' }),
      select(post.lang),
      make('button', { type: 'button', class: 'btn', 'data-cancel': true }, say('cancel')), ' ',
      make('button', { class: 'btn primary' }, say('save'))),
  );
  veil(now, true);
  one('.said', now).append(form);
  tell('tools', form);
  if (draft) put(form, draft);
  restore(form);
  kept(form);
  writing(form).toEnd();
}

// tools is the box's own toolbar, but for what an edit can't have.
function tools() {
  const bar = place().channel ? null : one('#composer .tools')?.cloneNode(true);
  if (!bar) return '';
  bar.removeAttribute('aria-controls');
  all('[data-do=poll], [data-do=preview]', bar).forEach((button) => button.remove());
  return bar;
}

async function draftOf(id) {
  try {
    const draft = await call('GET', `/drafts/p${id}`);
    return draft.version ? draft : null;
  } catch (problem) {
    if (problem.status === 404) return null;
    throw problem;
  }
}

async function save(form) {
  const text = writing(form);
  const button = one('button.primary', form);
  const id = Number(form.dataset.edits);
  const k = kept(form);
  const lang = chosen(form) === form.dataset.lang ? '' : chosen(form);
  if (!text.changed() && !lang && !one('.theirs', form) && !k.version()) {
    posted(form);
    return close(form);
  }
  clearTimeout(Number(form.dataset.waits));
  delete form.dataset.waits;
  button.disabled = true;
  status(form, '');
  try {
    const post = await call('PATCH', `/posts/${id}`, {
      body: text.body(), format: text.format(), revision: Number(form.dataset.revision),
      client_id: k.clientID(), ...(k.version() ? { draft: k.version() } : {}), ...(lang ? { lang } : {}), ...agreement(form),
    });
    posted(form);
    close(form);
    tell('edited', post); // the text itself comes by the live connection, as for everybody
  } catch (problem) {
    button.disabled = false;
    if (problem.status === 409) return conflict(form, id, problem);
    status(form, problem.status === 0 ? say('lost') : problem.detail || say('failed'));
    if (!problem.passing) return;
    const attempt = Number(form.dataset.attempt) || 0;
    form.dataset.attempt = attempt + 1;
    form.dataset.waits = setTimeout(() => { if (form.isConnected) save(form); }, problem.retryAfter * 1000 || backoff(attempt) + 1000);
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

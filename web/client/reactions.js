// Reacting with one press: shown at once, and taken back if the server says no.
import { call } from './api.js';
import { hear } from './bus.js';
import { all, articleOf, branchOf, make, on, one, place, viewer } from './dom.js';
import { press, reacted } from './marks.js';

const SETTLE = 300; // the frame of one's own press may come a little after the answer

const busy = new Map(); // post → frames of the reader's own since they pressed

export function start() {
  const here = place();
  if (!here?.list || !viewer()) return;
  on(document, 'submit', 'form.acts', (event, form) => {
    const button = event.submitter;
    const article = form.closest('article.post[data-post]');
    if (!button?.matches('.react, .pick') || !article || !here.may('react')) return;
    event.preventDefault();
    const menu = button.closest('details.menu');
    if (menu) {
      menu.open = false;
      one('summary', menu).focus();
    }
    toggle(Number(article.dataset.post), button.value);
  });
  hear('applied', (frame, article) => {
    const id = Number(article.dataset.post);
    if (frame.kind !== 'post.reacted' || frame.actor?.id !== viewer()) return;
    if (busy.has(id)) busy.set(id, busy.get(id) + 1);
    else ask(id);
  });
}

// ask finds out what another tab or device of the same person did: frames don't say what is mine, the post does.
async function ask(id) {
  const post = await call('GET', `/posts/${id}`).catch(() => null);
  const now = articleOf(id);
  if (post && now && !busy.has(id)) set(now, (post.reactions ?? []).filter(({ mine }) => mine).map(({ kind }) => kind));
}

async function toggle(id, kind) {
  if (busy.has(id)) return;
  busy.set(id, 0);
  const before = reacted(branchOf(articleOf(id)));
  const off = before.includes(kind);
  set(articleOf(id), off ? before.filter((other) => other !== kind) : [...before, kind]);
  tally(articleOf(id), kind, off ? -1 : 1);
  try {
    await call(off ? 'DELETE' : 'PUT', `/posts/${id}/reactions/${encodeURIComponent(kind)}`);
  } catch {
    const now = articleOf(id);
    if (now) {
      set(now, before);
      tally(now, kind, off ? 1 : -1);
    }
  }
  setTimeout(() => {
    const frames = busy.get(id);
    busy.delete(id);
    if (frames > 1) ask(id); // one was of this press, the others weren't
  }, SETTLE);
}

function set(article, kinds) {
  branchOf(article).dataset.reacted = kinds.join(' ');
  press(article);
}

// tally shows the change until the frame brings the true count.
function tally(article, kind, change) {
  const form = one('form.acts', article);
  const button = all('button.react', article).find(({ value }) => value === kind);
  if (!button) {
    if (change < 0 || !form) return;
    form.prepend(make('button', { class: 'react', name: 'kind', value: kind }, `${kind} `, make('span', { class: 'n' }, '1')));
    return press(article);
  }
  const n = one('.n', button);
  const sum = Number(n.textContent) + change;
  if (sum > 0) n.textContent = String(sum);
  else button.remove();
}

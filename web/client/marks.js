// What is the reader's own: reactions pressed, and the actions that time takes away.
import { hear } from './bus.js';
import { all, branchOf, one, place } from './dom.js';

const HOUR = 3_600_000;
// How long authors may, as in the forum's rules; the server checks again.
const EDIT = { channel: HOUR / 4, other: 24 * HOUR };
const REMOVE = 24 * HOUR;

let here;

export function start() {
  here = place();
  if (!here) return;
  mark(document);
  hear('applied', (frame, article) => mark(branchOf(article)));
  hear('added', mark);
  setInterval(() => mark(document), 60_000);
}

export const reacted = (branch) => (branch.dataset.reacted ?? '').split(' ').filter(Boolean);

export function mark(root) {
  const articles = all('article.post[data-post]', root);
  articles.forEach(press);
  articles.filter((article) => article.closest('li.mine')).forEach(age);
}

// press shows which reactions are the reader's. Fragments can't say: they are everybody's.
export function press(article) {
  const branch = branchOf(article);
  if (!branch || !here.may('react')) return;
  const mine = reacted(branch);
  all('button.react, button.pick', article).forEach((button) =>
    button.setAttribute('aria-pressed', String(mine.includes(button.value))));
}

function age(article) {
  if (here.may('moderate')) return;
  const made = Date.parse(one('time', article)?.dateTime);
  const old = Date.now() - made;
  const hide = (selector, yes) => { const link = one(selector, article); if (link) link.hidden = yes; };
  hide('a.own[href$="/edit"]', old >= (here.channel ? EDIT.channel : EDIT.other));
  hide('a.own[href$="/remove"]', old >= REMOVE);
}

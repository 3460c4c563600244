// Keeps the counts of what is unread up to date wherever they stand: beside names, in lists, on the tabs and in the
// window's title. They are what the server said last; where it said nothing of a group, one more has arrived.
import { hear, tell } from './bus.js';
import { all, make, one, viewer } from './dom.js';
import { count, say } from './words.js';

const known = new Map(); // conversation → unread, as far as this page knows
let title = '';

export function start() {
  if (!viewer()) return;
  for (const place of all('[data-channel], li[data-conversation]')) {
    known.set(Number(place.dataset.channel ?? place.dataset.conversation), shown(place));
  }
  title = document.title;
  total();
  hear('unread', conversation);
  hear('group', group);
  hear('told', ({ unread }) => all('[data-nav="inbox"]').forEach((link) => badge(link, unread)));
  hear('review', ({ waiting }) => all('[data-nav="review"]').forEach((link) => badge(link, waiting)));
  hear('titled', () => { title = document.title; total(); });
  hear('applied', arrived);
}

const shown = (place) => parseInt(one('.count, .pill', place)?.textContent, 10) || 0;
const groupsNamed = (slug) => all(`[data-group="${CSS.escape(slug)}"]`);

function conversation({ conversation: id, group: slug, unread, group_unread: inGroup }) {
  const before = known.get(id);
  known.set(id, unread);
  for (const place of all(`[data-channel="${Number(id)}"], li[data-conversation="${Number(id)}"]`)) show(place, unread);
  if (!slug) return;
  if (inGroup !== undefined) return put(slug, inGroup);
  add(slug, before === undefined ? Math.min(unread, 1) : unread - before);
}

// group says what is unread in a whole group; read, that nothing of it is.
function group({ group: slug, unread, read }) {
  if (read) all(`[data-of="${CSS.escape(slug)}"]`).forEach((place) => clear(place));
  put(slug, unread);
}

function clear(place) {
  known.set(Number(place.dataset.channel ?? place.dataset.conversation), 0);
  show(place, 0);
}

// arrived counts what comes to a page that is open but not looked at; the next mark says how much it really is.
function arrived({ kind, post }) {
  const main = one('main[data-of]');
  if (!main || 'quiet' in main.dataset || kind !== 'post.created' || post?.author?.id === viewer()) return;
  add(main.dataset.of, 1);
}

function add(slug, more) {
  const now = Math.max(0, (groupsNamed(slug).map(shown)[0] ?? 0) + more);
  put(slug, now);
}

function put(slug, n) {
  groupsNamed(slug).forEach((place) => show(place, n));
  total();
  tell('counted');
}

// total is what is unread in all groups, as the rail has them.
function total() {
  const sum = all('.rail a[data-group]').map(shown).reduce((a, b) => a + b, 0);
  all('[data-nav="groups"]').forEach((tab) => badge(tab, sum));
  document.title = sum > 0 ? `(${sum}) ${title}` : title;
}

function show(place, n) {
  if (place.matches('form')) place.hidden = n === 0;
  else if (place.matches('li, section')) inList(place, n);
  else if (!('quiet' in place.dataset)) badge(place, n);
}

function inList(row, n) {
  const pill = one('.pill', row);
  if (pill) pill.textContent = n > 0 ? count('new', n) : '';
  one('a.t', row)?.classList.toggle('read', n === 0);
}

// badge puts a number beside a name; where somebody is there now, the dot stands in its place.
function badge(link, n) {
  const words = link.querySelector(':scope > span') ?? link;
  one('.count', link)?.remove();
  if (n > 0 && !one('.dot', link)) {
    const number = make('span', { class: 'count' }, String(n), make('span', { class: 'sr' }, ` ${say('unread')}`));
    (link.closest('.tabbar') ? words : link).append(number);
  }
  link.classList.toggle('unread', n > 0);
}

// The menu for where one is: it says which post is in sight, and in which zone a day is meant.
import { hear } from './bus.js';
import { all, make, on, one, place } from './dom.js';
import { reading } from './tree.js';
import { say } from './words.js';

let here;
let due = 0;

export function start() {
  here = place();
  if (!here?.list || !one('#jump')) return;
  on(document, 'submit', '#jump form', (event, form) => {
    if (!form.elements.at || form.elements.zone) return;
    const zone = document.documentElement.dataset.readerZone || Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) form.append(make('input', { type: 'hidden', name: 'zone', value: zone }));
  });
  if (!one('#jump.long')) return;
  const later = () => { due ||= requestAnimationFrame(show); };
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later, { passive: true });
  hear('applied', (frame, article) => {
    const jump = one('#jump');
    jump.dataset.lastNumber = Math.max(Number(jump.dataset.lastNumber), Number(article.dataset.number) || 0);
    later();
  });
  hear('added', later);
  later();
}

function show() {
  due = 0;
  const where = one('#jump .where');
  if (!where) return;
  const middle = innerHeight / 3;
  const posts = all('article.post[data-number]', here.list).filter((post) => post.checkVisibility());
  const number = reading(posts.map((post) => ({ number: Number(post.dataset.number), top: post.getBoundingClientRect().top })), middle);
  if (number) where.textContent = say('place', { number, last: one('#jump').dataset.lastNumber });
}

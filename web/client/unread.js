// Keeps the counts of unread posts beside names up to date.
import { hear } from './bus.js';
import { all, make, one } from './dom.js';
import { say } from './words.js';

const known = new Map(); // conversation → unread, as far as this page knows

export function start() {
  for (const link of all('[data-channel]')) known.set(Number(link.dataset.channel), shown(link));
  hear('unread', take);
}

const shown = (link) => parseInt(one('.count', link)?.textContent, 10) || 0;

function take({ conversation, group, unread }) {
  const before = known.get(conversation);
  known.set(conversation, unread);
  all(`[data-channel="${Number(conversation)}"]`).forEach((link) => show(link, unread));
  if (!group) return;
  // The group's sum is known from the server; where the conversation's part of it isn't, one more has arrived.
  const change = before === undefined ? Math.min(unread, 1) : unread - before;
  all(`[data-group="${CSS.escape(group)}"]`).forEach((link) => show(link, Math.max(0, shown(link) + change)));
}

function show(link, n) {
  one('.count', link)?.remove();
  if (n > 0) link.append(make('span', { class: 'count' }, String(n), make('span', { class: 'sr' }, ` ${say('unread')}`)));
  link.classList.toggle('unread', n > 0);
}

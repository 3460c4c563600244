// Keeps the counts of unread posts beside names up to date.
import { hear } from './bus.js';
import { all, one } from './dom.js';

const known = new Map(); // conversation → unread, as far as this page knows

export function start() {
  for (const link of all('[data-unread-conversation]')) known.set(Number(link.dataset.unreadConversation), shown(link));
  hear('unread', take);
}

const shown = (link) => Number(one('.count', link)?.textContent) || 0;

function take({ conversation, group, unread }) {
  const before = known.get(conversation);
  known.set(conversation, unread);
  all(`[data-unread-conversation="${Number(conversation)}"]`).forEach((link) => show(link, unread));
  if (!group) return;
  // The group's sum is known from the server; where the conversation's part of it isn't, one more has arrived.
  const change = before === undefined ? Math.min(unread, 1) : unread - before;
  all(`[data-unread-group="${CSS.escape(group)}"]`).forEach((link) => show(link, Math.max(0, shown(link) + change)));
}

function show(link, n) {
  const count = one('.count', link);
  if (!count) return;
  count.textContent = String(n);
  count.hidden = n === 0;
  link.classList.toggle('unread', n > 0);
}

// The overview stays as it is while it is read; a line says politely that there is more, and leads to it.
import { hear } from './bus.js';
import { all, make, one } from './dom.js';
import { say } from './words.js';

export function start() {
  const page = one('.overview');
  if (!page) return;
  const line = page.insertAdjacentElement('beforebegin', make('p', { class: 'news-line', role: 'status' }));
  const counts = new Map(all('li[data-conversation]', page).map((row) => [Number(row.dataset.conversation), shown(row)]));
  let told = Number.parseInt(one('[data-nav="inbox"] .count')?.textContent, 10) || 0;
  const more = () => { // once: it stands until it is followed
    if (!line.hasChildNodes()) line.append(make('a', { href: '/' }, say('overview_more')));
  };
  // A row counts for itself; what has none is news.
  hear('unread', ({ conversation, group, unread }) => {
    const before = counts.get(conversation) ?? 0;
    counts.set(conversation, unread);
    if (group && unread > before && !one(`li[data-conversation="${Number(conversation)}"]`, page)) more();
  });
  hear('told', ({ unread }) => {
    if (unread > told) more();
    told = unread;
  });
}

const shown = (row) => Number.parseInt(one('.pill', row)?.textContent, 10) || 0;

// Loads a channel's older messages in place, and keeps the reader where they were.
import { tell } from './bus.js';
import { all, articleOf, one, on, parse, place } from './dom.js';

export function start() {
  const here = place();
  if (!here?.channel || !here.list) return;
  let loading = false;
  on(document, 'click', 'a#older', async (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (loading) return;
    loading = true;
    link.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
      if (!answer.ok) throw new Error(String(answer.status));
      prepend(here, link, parse(await answer.text()));
    } catch {
      location.assign(link.href); // the browser says it better
    }
    loading = false;
  });
}

function prepend(here, link, page) {
  const rows = all('#posts > li.branch', page)
    .filter((row) => !articleOf(one('article.post', row)?.dataset.post));
  const first = one(':scope > li.branch', here.list);
  const top = first?.getBoundingClientRect().top ?? 0;
  here.list.prepend(...rows);
  tell('arranged');
  tell('added', here.list);
  if (first?.isConnected) scrollBy(0, first.getBoundingClientRect().top - top);
  const next = one('a#older', page);
  if (next) {
    link.href = next.getAttribute('href');
    link.removeAttribute('aria-busy');
  } else {
    one('article.post .name', here.list)?.focus({ preventScroll: true });
    (link.closest('p.older') ?? link).remove();
  }
}

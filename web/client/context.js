// What a post answers, where that stands on another page, opens beside it instead of leading away.
import { on, one, parse, place } from './dom.js';
import { writeAll } from './times.js';

export function start() {
  if (!place()?.list) return;
  on(document, 'click', '#posts .answers a', (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute('aria-busy')) return;
    event.preventDefault();
    toggle(link);
  });
}

async function toggle(link) {
  const line = link.closest('.answers');
  const shown = line.nextElementSibling;
  if (shown?.matches('blockquote.context')) {
    shown.remove();
    return link.setAttribute('aria-expanded', 'false');
  }
  link.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(`${link.getAttribute('href')}/context`, { headers: { Accept: 'text/html' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const context = one('blockquote.context', parse(await answer.text()));
    if (!context) throw new Error('no post');
    if (line.isConnected) {
      line.after(context);
      writeAll(context);
      link.setAttribute('aria-expanded', 'true');
    }
  } catch {
    location.assign(link.href); // the page says it better
  }
  link.removeAttribute('aria-busy');
}

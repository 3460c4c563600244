// The moderators' inbox: single keys decide about the item that the reader is at, and what others do shows without
// reading the page again.
import { hear } from './bus.js';
import { all, one, parse } from './dom.js';

const typing = (element) => element.matches?.('input:not([type="checkbox"]), textarea, select, [contenteditable]');

export function start() {
  const list = document.getElementById('reviews');
  if (!list) return;
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.documentElement.dataset.keys === 'off' || typing(target) || target.closest?.('dialog')) return;
    const item = one('article.review.at', list) ?? one('article.review', list);
    const control = item && all('[data-key]', item).find(({ dataset }) => dataset.key === key);
    if (!control) return;
    event.preventDefault();
    control.click();
  });
  hear('review', read);
  if (location.hash.startsWith('#review')) document.getElementById(location.hash.slice(1))?.focus();
}

// read takes over what has changed; an item in which somebody writes stays.
async function read() {
  let now;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (!answer.ok) return;
    now = one('#reviews', parse(await answer.text()));
  } catch {
    return; // the connection will say so
  }
  const list = document.getElementById('reviews');
  if (!now || !list) return;
  for (const item of all('article.review', list)) {
    const fresh = now.querySelector(`#${item.id}`);
    if (busy(item)) {
      fresh?.replaceWith(item);
    } else if (fresh && item.classList.contains('at')) {
      fresh.classList.add('at');
    }
  }
  list.replaceChildren(...now.childNodes);
}

const busy = (item) => item.contains(document.activeElement) && document.activeElement !== item
  || all('textarea', item).some((field) => field.value !== field.defaultValue);

// A conversation opens at the first unread post, unless the address names one.
import { place } from './dom.js';

export function start() {
  const here = place();
  const line = document.getElementById('new');
  const [entry] = performance.getEntriesByType('navigation');
  if (!here || !line || location.hash || (entry && entry.type !== 'navigate')) return;
  if (!line.previousElementSibling && !line.parentElement.closest('li.branch')) return; // all of it is new
  line.scrollIntoView({ block: 'center' });
}

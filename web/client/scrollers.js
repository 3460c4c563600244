// Tables and code that are wider than their place are scrolled in it: by keyboard, too, which not every browser does
// by itself.
import { hear } from './bus.js';
import { all, branchOf } from './dom.js';

const WIDE = '.prose table, .prose pre';

export function start() {
  reach(document);
  hear('applied', (frame, article) => reach(branchOf(article) ?? article));
  hear('added', reach);
  addEventListener('resize', () => reach(document), { passive: true });
}

function reach(root) {
  for (const block of all(WIDE, root)) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute('tabindex');
  }
}

// Brings the tab that one is on into sight, where there are more tabs than fit.
import { all, one } from './dom.js';

export function start() {
  for (const tabs of all('.tabs')) {
    const here = one('[aria-current]', tabs)?.getBoundingClientRect();
    const { left, width } = tabs.getBoundingClientRect();
    if (here && here.right > left + width) tabs.scrollLeft = here.left - left - (width - here.width) / 2;
  }
}

// Menus close as people expect: on Esc, on a click beside, when another opens.
import { all } from './dom.js';

const MENUS = 'details.menu[open]';

export function start() {
  document.addEventListener('click', (event) => {
    for (const menu of all(MENUS)) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = event.target instanceof Element && event.target.closest(MENUS) || all(MENUS)[0];
    if (!menu) return;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector('summary').focus();
    event.stopImmediatePropagation();
  });
  document.addEventListener('toggle', (event) => {
    if (!event.target.matches?.(MENUS)) return;
    for (const menu of all(MENUS)) if (menu !== event.target && !menu.contains(event.target)) menu.open = false;
  }, true);
}

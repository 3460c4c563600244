// "/" goes to the search field.
import { all } from './dom.js';

const typing = (element) => element.matches('input, textarea, select, [contenteditable]');

export function start() {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const field = all('input[name=q]').find((input) => input.offsetParent !== null);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

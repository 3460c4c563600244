// A list of options under a field: shown, walked through by keys, one of them chosen. The focus stays in the field.
import { make, on } from './dom.js';
import { next } from './suggest.js';

let lists = 0;

// listbox answers {list, told, open(), show(field, options, text), close(), key(event)}: its elements, for the page to
// put somewhere, and what is done with them. With: the list's label; row(option), what stands in an option's row;
// take(option), told which was chosen; unfold(list, open), told before it is shown and after it was hidden; eager, whether the
// first is chosen from the start.
export function listbox({ label, row, take, unfold = () => {}, eager = false }) {
  const id = `suggestions-${lists += 1}`;
  const list = make('ul', { id, class: 'suggestions', role: 'listbox', 'aria-label': label, hidden: true });
  const told = make('span', { class: 'sr', role: 'status' });
  let field = null;
  let options = [];
  let at = -1;

  const choose = (to) => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
    if (at < 0) return field.removeAttribute('aria-activedescendant');
    field.setAttribute('aria-activedescendant', list.children[at].id);
    return list.children[at].scrollIntoView({ block: 'nearest' });
  };
  const set = (open) => {
    list.hidden = !open;
    if (field.getAttribute('role') === 'combobox') field.setAttribute('aria-expanded', String(open));
    unfold(list, open);
  };
  const close = () => {
    if (!field) return;
    options = [];
    set(false);
    choose(-1);
    told.textContent = '';
    field = null;
  };
  const show = (under, all, text) => {
    if (field && field !== under) close();
    field = under;
    options = all;
    list.replaceChildren(...all.map((option, i) => make('li', { id: `${id}-${i}`, role: 'option', 'aria-selected': 'false' }, ...row(option))));
    set(all.length > 0);
    told.textContent = text;
    choose(eager && all.length ? 0 : -1);
  };
  const key = (event) => {
    if (event.isComposing || !field) return false;
    if (event.key === 'Escape' && !list.hidden) close();
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length) {
      const to = next(event.key, at, options.length);
      choose(to < 0 && eager ? next(event.key, to, options.length) : to);
    } else if ((event.key === 'Enter' || event.key === 'Tab' && eager) && at >= 0 && !event.shiftKey) take(options[at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  for (const type of ['pointerdown', 'mousedown']) list.addEventListener(type, (event) => event.preventDefault()); // the field keeps the focus
  on(list, 'click', '[role=option]', (event, item) => take(options[[...list.children].indexOf(item)]));
  return { list, told, open: () => !list.hidden, chosen: () => options[at], options: () => options, show, close, key };
}

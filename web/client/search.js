// The search fields offer what one may mean while one types (a combobox with a list), and remember what one looked for.
import { call } from './api.js';
import { all, make, on, one } from './dom.js';
import { mine } from './recent.js';
import { next, suggester } from './suggest.js';
import { count, say } from './words.js';

let lists = 0;

export function start() {
  all('form[action="/search"]').forEach(offer);
  document.addEventListener('submit', (event) => {
    if (new URL(event.target.action, location.href).pathname.endsWith('/sign-out')) mine().forgetAll();
  });
  const page = one('.search-page #query');
  if (!page) return;
  if (page.value) mine().add(page.value);
  else remember(page);
}

function offer(form) {
  const field = one('[name=q]', form);
  const id = `suggestions-${lists += 1}`;
  const list = make('ul', { id, class: 'suggestions', role: 'listbox', 'aria-label': say('search_list'), hidden: true });
  const told = make('span', { class: 'sr', role: 'status' });
  form.append(list, told);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id, autocomplete: 'off' })) {
    field.setAttribute(name, value);
  }
  const floats = Boolean(form.closest('.rail') && list.togglePopover); // the rail scrolls, and would cut it off
  if (floats) list.popover = 'manual';
  let options = [];
  let at = -1;

  const unfold = (open) => {
    list.hidden = !open;
    field.setAttribute('aria-expanded', String(open));
    if (!floats) return;
    const { left, bottom } = form.getBoundingClientRect();
    Object.assign(list.style, { left: `${left}px`, top: `${bottom}px` });
    list.togglePopover(open);
  };
  const close = () => {
    asking.stop();
    unfold(false);
    options = [];
    choose(-1);
  };
  const choose = (to) => {
    at = to;
    [...list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === at)));
    if (at < 0) return field.removeAttribute('aria-activedescendant');
    field.setAttribute('aria-activedescendant', list.children[at].id);
    return list.children[at].scrollIntoView({ block: 'nearest' });
  };
  const show = (text, items) => {
    if (document.activeElement !== field) return;
    const before = mine().all().filter((query) => query !== text && query.toLowerCase().startsWith(text.toLowerCase())).slice(0, text ? 3 : 10);
    options = [...items, ...before.map((query) => ({ kind: 'recent_one', title: query, detail: '', query }))];
    list.replaceChildren(...options.map((option, i) => row(option, `${id}-${i}`)));
    unfold(options.length > 0);
    told.textContent = options.length ? count('search_count', options.length) : text ? say('search_none') : '';
    choose(-1);
  };
  const asking = suggester({
    ask: async (text, signal) => (text.trim() ? (await call('GET', `/search/suggest?q=${encodeURIComponent(text)}`, undefined, { signal })).items : []),
    show,
  });
  const take = (option) => {
    if (option.url) {
      location.assign(new URL(option.url).pathname);
    } else if (option.kind === 'filter') {
      close();
      field.value = `${option.query} `;
      field.focus();
      asking.typed(field.value);
    } else {
      field.value = option.query;
      close();
      form.requestSubmit();
    }
  };

  field.addEventListener('input', () => asking.typed(field.value));
  // On the page that lists them anyway, what one looked for is not offered again.
  if (!form.matches('.search-page')) field.addEventListener('focus', () => { if (!field.value) show('', []); });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length) {
      event.preventDefault();
      choose(next(event.key, at, options.length));
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      take(options[at]);
    } else if (event.key === 'Delete' && event.shiftKey && options[at]?.kind === 'recent_one') {
      event.preventDefault();
      mine().forget(options[at].query);
      show(field.value, options.filter((option) => option.kind !== 'recent_one'));
    }
  });
  list.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
  on(list, 'click', '[role=option]', (event, match) => take(options[[...list.children].indexOf(match)]));
}

const row = (option, id) => make('li', { id, role: 'option', 'aria-selected': 'false' },
  make('b', {}, option.title), make('small', {}, [say(`search_${option.kind}`), option.kind === 'filter' ? option.query : option.detail].filter(Boolean).join(' · ')));

// remember shows on the empty search page what was looked for, each with a way to forget it.
function remember(field) {
  const place = field.closest('header').nextElementSibling;
  const render = () => {
    one('.recents')?.remove();
    const queries = mine().all();
    if (!queries.length) return;
    const rows = queries.map((query) => make('li', { class: 'row' },
      make('a', { class: 't', href: `/search?q=${encodeURIComponent(query)}` }, query),
      make('button', { type: 'button', class: 'quiet', 'data-forget': query, 'aria-label': say('search_forget', { query }) }, '×')));
    place.append(make('section', { class: 'recents part' }, make('h2', { class: 'heading' }, say('search_recent')), make('ul', { class: 'rows' }, ...rows),
      make('p', {}, make('button', { type: 'button', class: 'btn', 'data-forget-all': true }, say('search_forget_all')))));
  };
  on(place, 'click', '[data-forget]', (event, button) => {
    mine().forget(button.dataset.forget);
    render();
    (one('.recents [data-forget]') ?? field).focus();
  });
  on(place, 'click', '[data-forget-all]', () => {
    mine().forgetAll();
    render();
    field.focus();
  });
  render();
}

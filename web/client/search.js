// The search fields offer what one may mean while one types (a combobox with a list), and remember what one looked for.
import { call } from './api.js';
import { all, make, on, one } from './dom.js';
import { listbox } from './listbox.js';
import { mine } from './recent.js';
import { suggester } from './suggest.js';
import { count, say } from './words.js';

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
  const floats = Boolean(form.closest('.rail') && field.togglePopover); // the rail scrolls, and would cut it off
  const box = listbox({
    label: say('search_list'),
    row: ({ kind, title, query, detail }) => [make('b', {}, title),
      make('small', {}, [say(`search_${kind}`), kind === 'filter' ? query : detail].filter(Boolean).join(' · '))],
    take,
    unfold(list, open) {
      if (!floats) return;
      const { left, bottom } = form.getBoundingClientRect();
      Object.assign(list.style, { left: `${left}px`, top: `${bottom}px` });
      list.togglePopover(open);
    },
  });
  if (floats) box.list.popover = 'manual';
  form.append(box.list, box.told);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': box.list.id, autocomplete: 'off' })) {
    field.setAttribute(name, value);
  }
  const show = (text, items) => {
    if (document.activeElement !== field) return;
    const before = mine().all().filter((query) => query !== text && query.toLowerCase().startsWith(text.toLowerCase())).slice(0, text ? 3 : 10);
    const options = [...items, ...before.map((query) => ({ kind: 'recent_one', title: query, detail: '', query }))];
    box.show(field, options, options.length ? count('search_count', options.length) : text ? say('search_none') : '');
  };
  const asking = suggester({
    ask: async (text, signal) => (text.trim() ? (await call('GET', `/search/suggest?q=${encodeURIComponent(text)}`, undefined, { signal })).items : []),
    show,
  });
  const close = () => {
    asking.stop();
    box.close();
  };
  function take(option) {
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
  }

  field.addEventListener('input', () => asking.typed(field.value));
  // On the page that lists them anyway, what one looked for is not offered again.
  if (!form.matches('.search-page')) field.addEventListener('focus', () => { if (!field.value) show('', []); });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (box.key(event)) {
      if (event.key === 'Escape') asking.stop();
    } else if (event.key === 'Delete' && event.shiftKey && box.chosen()?.kind === 'recent_one') {
      event.preventDefault();
      mine().forget(box.chosen().query);
      show(field.value, box.options().filter((option) => option.kind !== 'recent_one'));
    }
  });
}

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

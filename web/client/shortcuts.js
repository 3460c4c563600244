// Single keys: j and k to the next and the previous of what the page lists, o opens it, r answers it, u closes it or
// leads back up, U marks unread from it, / searches, ? shows them. Only where no field has the focus, and not for
// those who switched them off.
import { all, make, one, viewer } from './dom.js';
import { close, isOpen, open, toggle } from './glance.js';
import { say } from './words.js';
import { writing } from './writing.js';

const typing = (element) => element.matches?.('input, textarea, select, [contenteditable], [contenteditable] *, [role="textbox"]');
const shown = (element) => element.offsetParent !== null;
const ITEMS = 'main article.review, main #posts article.post[data-post], main .rows > .row:has(a.t), main .story:has(:is(h2, h3) a)';

const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => act(here()),
  r: () => reply(here()),
  u: () => up(here()),
  U: () => unread(here()),
  '/': search,
  '?': help,
};

export function start() {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (document.documentElement.dataset.keys === 'off' || !keys[key] || typing(target) || target.closest?.('dialog, details.menu[open]')) return;
    if (keys[key]() !== false) event.preventDefault();
  });
  document.addEventListener('focusin', ({ target }) => {
    const item = target.closest?.(ITEMS);
    if (item) mark(item);
  });
}

const items = () => all(ITEMS).filter(shown);
const here = () => one('.at');

function mark(item) {
  for (const other of all('.at')) if (other !== item) other.classList.remove('at');
  item.classList.add('at');
}

// move goes on from where the reader is: from the item, else from what is at the top of the window.
function move(by) {
  const list = items();
  if (list.length === 0) return false;
  const now = here();
  let next = now ? list.indexOf(now) + by : list.findIndex((item) => item.getBoundingClientRect().bottom > 80);
  next = Math.max(0, Math.min(list.length - 1, next));
  go(list[next]);
}

function go(item) {
  mark(item);
  const target = item.matches('.row, .story') ? one('a.t, :is(h2, h3) a', item) : item;
  if (target === item) item.tabIndex = -1;
  target.focus({ preventScroll: true });
  item.scrollIntoView({ block: 'nearest' });
}

function act(item) {
  if (!item) return false;
  if (item.matches('[data-glance]')) return void toggle(item);
  if (item.matches('article.post')) {
    const menu = one('details.menu', item);
    if (!menu) return false;
    menu.open = true;
    one('summary', menu).focus();
    return;
  }
  one('a.t, :is(h2, h3) a', item).click();
}

async function answerIn(item) {
  const box = await open(item);
  writing(one('textarea', box ?? item))?.focus();
}

function reply(item) {
  if (!item) return false;
  if (item.matches('[data-glance]')) return void answerIn(item);
  const link = one('a.act.reply', item);
  if (!link || !shown(link)) return false;
  link.click();
}

function up(item) {
  if (item && isOpen(item)) {
    if (close(item)) go(item);
    return;
  }
  const way = all('main .crumbs a').filter(shown).at(-1)
    ?? (location.pathname.startsWith('/g/') || location.pathname === '/missed' ? one('.brand') : null);
  if (!way) return false;
  way.click();
}

function unread(item) {
  const button = item && one('button.unread', item);
  if (!button) return false;
  button.click();
}

function search() {
  const field = all('input[name=q]').find(shown);
  if (!field) return false;
  field.focus();
  field.select();
}

function help() {
  if (!window.HTMLDialogElement) return false;
  const line = (key, word) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, word)];
  const listing = make('dl', {}, ...[
    ['j', say('keys_next')], ['k', say('keys_back')], ['o', say('keys_open')], ['r', say('keys_answer')], ['u', say('keys_up')],
    ['U', say('keys_unread')], ['/', say('keys_search')], ['?', say('keys_help')],
  ].flatMap(([key, word]) => line(key, word)));
  const shut = make('button', { type: 'button', class: 'btn', autofocus: true }, say('close'));
  const off = viewer() ? make('a', { class: 'go', href: '/settings#keys' }, say('keys_off')) : '';
  const back = document.activeElement;
  const dialog = make('dialog', { class: 'ask keys-help', 'aria-labelledby': 'keys-help' },
    make('h2', { id: 'keys-help' }, say('keys')), listing, make('div', { class: 'send' }, off, ' ', shut));
  shut.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    back?.focus?.();
  });
  document.body.append(dialog);
  dialog.showModal();
}

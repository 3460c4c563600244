// A small picker of emoji: a button in toolbars opens it, names are searched, arrows walk through.
import { hear } from './bus.js';
import { all, make, on, one, viewer } from './dom.js';
import { find, load, offered, recent, used } from './emoji.js';
import { say } from './words.js';
import { writing } from './writing.js';

const MOST = 120; // of what is searched

export function start() {
  if (!viewer() || !offered()) return;
  offer();
  hear('box', offer);
  hear('tools', offer);
  on(document, 'click', '.tools [data-do=emoji]', (event, button) => open(button.closest('form')));
}

function offer() {
  for (const tools of all('.tools')) {
    if (one('[data-do=emoji]', tools)) continue;
    (one('.first', tools) ?? tools).append(make('button', { type: 'button', 'data-do': 'emoji', tabindex: '-1', 'aria-haspopup': 'dialog' }, say('emoji')));
  }
}

async function open(form) {
  const search = make('input', { type: 'search', 'aria-label': say('emoji_search'), placeholder: say('emoji_search'), autocomplete: 'off' });
  const shut = make('button', { type: 'button', class: 'btn' }, say('close'));
  const tabs = make('div', { class: 'groups', role: 'group', 'aria-label': say('emoji') });
  const grid = make('div', { class: 'grid', role: 'group', 'aria-label': say('emoji_pick') });
  const line = make('p', { class: 'hint', role: 'status' });
  const dialog = make('dialog', { class: 'picker', 'aria-label': say('emoji_pick') }, make('header', {}, search, shut), tabs, grid, line);
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    writing(form)?.focus();
  });
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  shut.addEventListener('click', () => dialog.close());
  on(grid, 'click', 'button', (event, button) => choose(button.textContent));
  grid.addEventListener('keydown', walk);
  dialog.showModal();

  let data;
  try {
    data = await load();
  } catch {
    line.textContent = say('emoji_lost');
    return;
  }
  const byChar = new Map(data.emoji.map((each) => [each.char, each]));
  const lately = recent().map((char) => byChar.get(char)).filter(Boolean);
  const sheets = [
    ...(lately.length ? [[say('emoji_recent'), lately]] : []),
    ...data.groups.map((name, group) => [name, data.emoji.filter((each) => each.group === group)]).filter(([name, some]) => name && some.length),
  ];
  tabs.append(...sheets.map(([name, some]) => {
    const tab = make('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': name, title: name }, some[0].char);
    tab.addEventListener('click', () => { search.value = ''; sheet(tab, some); });
    return tab;
  }));
  sheet(tabs.firstElementChild, sheets[0][1]);
  search.addEventListener('input', () => {
    const typed = search.value.trim();
    if (!typed) return sheet(tabs.firstElementChild, sheets[0][1]);
    return sheet(null, find(data, typed, MOST));
  });
  search.addEventListener('keydown', (event) => {
    const [first] = grid.children;
    if (event.key === 'Enter' && first) choose(first.textContent);
    else if (event.key === 'ArrowDown' && first) first.focus();
    else return;
    event.preventDefault();
  });

  function sheet(tab, some) {
    [...tabs.children].forEach((other) => other.setAttribute('aria-pressed', String(other === tab)));
    line.textContent = some.length ? '' : say('emoji_none');
    grid.replaceChildren(...some.map(({ char, name }, i) => make('button', { type: 'button', tabindex: i ? '-1' : '0', 'aria-label': name, title: name }, char)));
    grid.scrollTop = 0;
  }

  function choose(char) {
    used(char);
    dialog.close();
    const text = writing(form);
    text.focus();
    text.insertText(char);
  }
}

// walk moves through the grid: one by one, or a row at a time.
function walk(event) {
  const grid = event.currentTarget;
  const items = [...grid.children];
  const at = items.indexOf(document.activeElement);
  const columns = items.filter((item) => item.offsetTop === items[0].offsetTop).length;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns, Home: 0, End: items.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  if (to < 0 && event.key === 'ArrowUp') return void one('input', grid.closest('dialog')).focus();
  const item = items[Math.max(0, Math.min(to, items.length - 1))];
  items.forEach((other) => { other.tabIndex = other === item ? 0 : -1; });
  item.focus();
}

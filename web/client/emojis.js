// While one types, :name offers emoji in a list at the caret, and :name: becomes the one that is called so.
import { atCaret } from './atcaret.js';
import { hear } from './bus.js';
import { make, viewer } from './dom.js';
import { called, find, load, offered, used } from './emoji.js';
import { listbox } from './listbox.js';
import { suggester } from './suggest.js';
import { emojiTrigger } from './trigger.js';
import { count, say } from './words.js';
import { formOf, writing } from './writing.js';

const MOST = 8;

let box;
let now = null; // what is being typed: {form, query, length}
let left = ''; // what was left alone

const asking = suggester({ ask: async ({ query }) => find(await load(), query, MOST), show });

export function start() {
  if (!viewer() || !offered()) return;
  const row = ({ char, name, codes }) => [make('span', { class: 'emoji', 'aria-hidden': 'true' }, char), make('b', {}, name), make('small', {}, codes[0] ? `:${codes[0]}:` : '')];
  box = listbox({ label: say('emoji'), eager: true, row, take, unfold: (list, open) => atCaret(list, open, open && writing(now.form).element()) });
  box.list.classList.add('at-caret');
  if (box.list.togglePopover) box.list.popover = 'manual';
  document.body.append(box.list, box.told);
  hear('written', look);
  document.addEventListener('keydown', (event) => {
    if (!now || !box.open()) return;
    const { query } = now;
    if (!box.key(event) || event.key !== 'Escape') return;
    left = query;
    close();
  }, true);
  document.addEventListener('focusout', (event) => { if (now && formOf(event.target) === now.form) close(); });
}

function look(form) {
  const text = writing(form);
  const found = text?.element().contains(document.activeElement) ? emojiTrigger(text.before()) : null;
  if (!found || left && found.query.startsWith(left)) {
    if (!found) left = '';
    return close();
  }
  left = '';
  if (found.whole) return whole(form, found);
  now = { ...found, form };
  return asking.typed(now);
}

// whole puts the emoji for a name that was typed to its end, if it still stands there when the names are known.
async function whole(form, { query, length }) {
  close();
  const one = called(await load().catch(() => ({ emoji: [] })), query);
  const there = emojiTrigger(writing(form)?.before() ?? '');
  if (!one || there?.query !== query || !there.whole) return;
  put(form, length, one.char);
}

function show(at, items) {
  if (now !== at) return;
  const element = writing(at.form).element();
  if (!element.contains(document.activeElement) || !items.length) return box.close();
  element.setAttribute('aria-autocomplete', 'list');
  element.setAttribute('aria-controls', box.list.id);
  return box.show(element, items, count('emoji_count', items.length));
}

function close() {
  asking.stop();
  now = null;
  box.close();
}

function take({ char }) {
  const { form, length } = now;
  close();
  put(form, length, char);
}

function put(form, length, char) {
  used(char);
  writing(form).replaceBefore(length, char);
}

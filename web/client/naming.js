// While one types, @ offers people in a list at the caret. The focus stays in the text; where nobody is chosen, what is
// typed stands as it is.
import { atCaret } from './atcaret.js';
import { hear } from './bus.js';
import { face, make, viewer } from './dom.js';
import { listbox } from './listbox.js';
import { askedOf, near } from './people.js';
import { suggester } from './suggest.js';
import { folded, trigger } from './trigger.js';
import { count, say } from './words.js';
import { formOf, writing } from './writing.js';

const met = new Set(); // handles that were offered: after one and a space, something else is written

// withGroup puts @group first where it may be meant, and last where anybody may.
function withGroup({ items, group_tells: tells }, query) {
  items.forEach((person) => met.add(person.handle));
  if (!tells || !'group'.startsWith(folded(query))) return items;
  const group = { handle: 'group', group_tells: tells };
  return query ? [group, ...items] : [...items, group];
}

const row = ({ id, name, handle, organisation, group_tells: tells }) => (tells
  ? [make('span', { class: 'face s', 'aria-hidden': 'true' }, '@'), make('b', {}, '@group'), make('small', {}, count('mention_group', tells))]
  : [face(id, name, 's'), make('b', {}, name), make('small', {}, [`@${handle}`, organisation].filter(Boolean).join(' · '))]);

let box;
let now = null; // what is being typed: {form, query, length, start}
let shown = null; // what the list is an answer to
let hasty = null; // what was chosen before there was an answer to it: the first is meant
let left = null; // what was left alone: no list until something else is named

const asking = suggester({ ask: async ({ form, query }, signal) => withGroup(await near(form, query, { signal }), query), show });

export function start() {
  if (!viewer()) return;
  box = listbox({ label: say('mention_list'), eager: true, row, take, unfold });
  box.list.classList.add('at-caret');
  if (box.list.togglePopover) box.list.popover = 'manual';
  document.body.append(box.list, box.told);
  hear('written', look);
  // Before the editor and the box hear of a key.
  document.addEventListener('keydown', (event) => {
    if (!now || !box.open()) return;
    if (shown !== now && (event.key === 'Enter' || event.key === 'Tab') && !event.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      hasty = now;
      return;
    }
    const before = now;
    if (box.key(event) && event.key === 'Escape') {
      left = before;
      close();
    }
  }, true);
  document.addEventListener('selectionchange', () => { if (now) look(now.form); });
  document.addEventListener('focusout', (event) => { if (now && formOf(event.target) === now.form) close(); });
  addEventListener('scroll', () => { if (now && box.open()) unfold(box.list, true); }, { passive: true, capture: true });
}

function look(form) {
  const text = writing(form);
  const found = text?.element().contains(document.activeElement) ? naming(form, text.before()) : null;
  if (!found) {
    left = null;
    return close();
  }
  if (left?.form === form && left.start === found.start) return close();
  left = null;
  if (now?.form === form && now.start === found.start && now.query === found.query) return;
  now = found;
  asking.typed(found);
}

function naming(form, before) {
  const found = trigger(before);
  if (!found || !askedOf(form)) return null;
  const [first, rest] = found.query.split(' ');
  if (rest !== undefined && met.has(first.toLowerCase())) return null;
  return { ...found, form, start: before.length - found.length };
}

function show(at, items) {
  if (now !== at) return;
  const element = writing(at.form).element();
  if (!element.contains(document.activeElement)) return close();
  if (hasty === at && items.length) return take(items[0]);
  shown = at;
  element.setAttribute('aria-autocomplete', 'list');
  element.setAttribute('aria-controls', box.list.id);
  return box.show(element, items, items.length ? count('mention_count', items.length) : '');
}

function close() {
  asking.stop();
  now = null;
  box.close();
}

function take({ handle }) {
  const { form, length } = now;
  close();
  writing(form).replaceBefore(length, `@${handle} `);
}

const unfold = (list, open) => atCaret(list, open, open && writing(now.form).element());

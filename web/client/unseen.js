// Who is named where they can't see it is not told: the author hears so while writing, and again when it is sent.
import { hear } from './bus.js';
import { make, on, one } from './dom.js';
import { askedOf, named } from './people.js';
import { said } from './said.js';
import { handlesIn } from './trigger.js';
import { say } from './words.js';
import { writing } from './writing.js';

const PAUSE = 500;
const AT_ONCE = 20;

const known = new Map(); // place and handle → the person's name if they can't see it, '' else
const timers = new WeakMap();

export function start() {
  hear('written', (form) => {
    clearTimeout(timers.get(form));
    if (askedOf(form)) timers.set(form, setTimeout(look, PAUSE, form));
  });
  hear('accepted', sent);
  hear('edited', (post) => sent(post, one('#composer form.box')));
  on(document, 'click', '.unseen .close', (event, button) => {
    const form = button.form;
    button.closest('.unseen').remove();
    writing(form)?.focus();
  });
}

// unseenBy says who is named by a post that was sent and was not told; '' if nobody.
export const unseenBy = (post) => (post.unseen_by?.length ? say('unseen_sent', { names: list(post.unseen_by.map(({ name }) => name)) }) : '');

function sent(post, form) {
  const words = unseenBy(post);
  if (!words || !form?.isConnected) return;
  tell(form, words);
  one('.unseen', form).dataset.sent = '1';
}

const list = (names) => new Intl.ListFormat(document.documentElement.lang || 'en').format(names);

async function look(form) {
  const text = writing(form);
  if (!form.isConnected || !text) return;
  if (text.empty()) return one('.unseen:not([data-sent])', form)?.remove(); // what is said of what was sent stays
  const at = askedOf(form);
  const handles = handlesIn(said(text)).filter((handle) => handle !== 'group').slice(0, AT_ONCE);
  const unknown = handles.filter((handle) => !known.has(`${at} ${handle}`));
  if (unknown.length) {
    try {
      const people = await named(form, unknown);
      for (const handle of unknown) known.set(`${at} ${handle}`, '');
      for (const { handle, name, sees } of people) known.set(`${at} ${handle}`, sees ? '' : name);
    } catch {
      return; // it is said when it is sent
    }
  }
  const names = handles.map((handle) => known.get(`${at} ${handle}`)).filter(Boolean);
  if (names.length) tell(form, say('unseen', { names: list(names) }));
  else one('.unseen', form)?.remove();
}

function tell(form, words) {
  const line = one('.unseen', form) ?? make('p', { class: 'unseen', role: 'status' }, make('span'), make('button', { type: 'button', class: 'close', 'aria-label': say('close') }, '×'));
  if (!line.isConnected) one('.send', form).before(line);
  delete line.dataset.sent;
  if (line.firstChild.textContent !== words) line.firstChild.textContent = words;
}

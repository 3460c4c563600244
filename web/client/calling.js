// @group tells everybody in the group: how many that are is said first, and only who agrees sends it so. It asks before
// anything else hears that the form is sent.
import { asks } from './ballot.js';
import { hear } from './bus.js';
import { make, on, one } from './dom.js';
import { askedOf, called } from './people.js';
import { said } from './said.js';
import { handlesIn } from './trigger.js';
import { count, say } from './words.js';
import { formOf, writing } from './writing.js';

const FORMS = '#composer form.box, form.glance-box, form.editor'; // what scripts send; others are asked by the server

const agreed = new WeakMap(); // form → what its author answered: true or false
const asking = new WeakSet();

// agreement is what a form's author answered when it was sent, to go along: {tell_group} or nothing.
export function agreement(form) {
  const answer = agreed.get(form);
  agreed.delete(form);
  return answer ? { tell_group: true } : {};
}

export function start() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.submitter?.name === 'tell_group') agreed.set(form, event.submitter.value === '1');
    if (!form.matches(FORMS) || form.matches('.box[data-edits]') || agreed.has(form) || asks(form) || !calls(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form);
  }, true);
  on(document, 'click', '.tells button[data-tell]', (event, button) => send(button.form, button.dataset.tell === '1'));
  on(document, 'keydown', '.tells', (event, line) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    const form = formOf(line);
    line.remove();
    writing(form).focus();
  });
  hear('written', (form) => { if (!calls(form)) one('.tells[data-asks]', form)?.remove(); });
}

// calls tells whether a text says @group, and, of a post that is edited, didn't before.
function calls(form) {
  const text = writing(form);
  if (!text || !askedOf(form) || !handlesIn(said(text)).includes('group')) return false;
  return !form.matches('.editor[data-edits]') || !handlesIn(said({ format: () => text.given().format, body: () => text.given().body })).includes('group');
}

async function ask(form) {
  if (asking.has(form)) return;
  asking.add(form);
  let people = null;
  try {
    people = await called(form);
  } catch {
    // Without an answer it is asked all the same, only without the number.
  }
  asking.delete(form);
  if (!form.isConnected) return;
  if (people === 0) return send(form, false);
  one('.tells', form)?.remove();
  const yes = make('button', { type: 'button', class: 'btn primary', 'data-tell': '1' }, people === null ? say('tell_all') : count('tell', people));
  one('.send', form).before(make('div', { class: 'tells', role: 'group', 'aria-label': '@group', 'data-asks': true },
    make('p', { role: 'alert' }, people === null ? say('tell_asks_all') : count('tell_asks', people)),
    make('p', {}, make('button', { type: 'button', class: 'btn', 'data-tell': '0' }, say('tell_not')), ' ', yes)));
  yes.focus();
}

function send(form, tells) {
  one('.tells', form)?.remove();
  agreed.set(form, tells);
  form.requestSubmit();
}

// Sending from the box under a conversation: the post stands there at once, and is sent until it is acknowledged.
import { asks } from './ballot.js';
import { hear, tell } from './bus.js';
import { agreement } from './calling.js';
import { toEnd } from './channel.js';
import { all, articleOf, on, one, place } from './dom.js';
import * as drafts from './drafts.js';
import * as edit from './edit.js';
import { keep } from './keep.js';
import { chosen } from './language.js';
import { kept, posted } from './saving.js';
import { outbox } from './outbox.js';
import { backToDraft, postTo, queueOf } from './outgoing.js';
import * as pending from './pending.js';
import { answer } from './reply.js';
import { say } from './words.js';
import { writing } from './writing.js';

let here;
let box;
let returned = null; // what came back into the field: sent unchanged, it is the same post

const form = () => one('#composer form.box');
const field = () => writing(form());

export function start() {
  here = place();
  if (!here?.list) return;
  box = outbox({
    store: drafts,
    key: queueOf(here.id),
    post: postTo(here.id),
    accepted, refused,
    waiting: pending.wait,
  });
  box.entries().forEach(pending.show);
  // What is on its way stands among the posts, and not in the box as well.
  if (form() && box.entries().some((entry) => entry.draft && String(entry.draft) === form().elements.draft?.value)) {
    clear(form());
    posted(form());
  }
  box.again();
  on(document, 'submit', '#composer form.box', submit);
  on(document, 'keydown', '#composer form.box', keys);
  on(document, 'click', 'button[data-outbox]', outboxButton);
  const again = () => { pending.sendingAgain(); box.again(); };
  addEventListener('online', again);
  let link = '';
  hear('link', (state) => {
    if (state !== link && (state === 'open' || state === 'polling')) again();
    link = state;
  });
}

function submit(event, composer) {
  if (composer.dataset.edits) return;
  const text = writing(composer);
  if (asks(composer)) return; // it goes as a form
  event.preventDefault();
  if (text.empty()) return text.focus();
  const body = text.body();
  const replyTo = Number(composer.elements.reply_to?.value) || 0;
  const was = posted(composer);
  const entry = {
    client_id: returned?.body === body ? returned.client_id : was.client_id,
    draft: was.draft,
    body,
    format: text.format(),
    lang: chosen(composer),
    ...agreement(composer),
    reply_to: replyTo,
    at: Date.now(),
  };
  returned = null;
  pending.show(entry);
  clear(composer);
  answer(null);
  status('');
  if (here.channel) toEnd();
  box.add(entry);
  tell('sent', entry);
  text.focus({ preventScroll: true });
}

// clear empties the box without that being a change to what was written.
function clear(composer) {
  composer.dataset.settling = '1';
  writing(composer).set('');
  delete composer.dataset.settling;
}

// status says what is wrong with what was typed, or nothing.
function status(text) {
  const line = one('#composer .status');
  if (!line) return;
  line.textContent = text;
  line.classList.toggle('wrong', Boolean(text));
  if (text) field()?.element().setAttribute('aria-invalid', 'true');
  else field()?.element().removeAttribute('aria-invalid');
  document.getElementById('body-error')?.remove(); // of a page that came back without script
}

function accepted(entry, post) {
  tell('accepted', post, form());
  if (!pending.settle(entry, post)) return;
  const parent = entry.reply_to && articleOf(entry.reply_to);
  // It stands on another page: go there, as the form would have.
  if (!here.last && !(parent && !here.channel) && post.state === 'shown') location.assign(`/p/${post.id}`);
}

// refused puts a text that won't be taken as it is back where it was written.
function refused(entry, problem) {
  giveBack(entry);
  if (problem.status === 409) returned = null; // that id was used elsewhere
  status(problem.status === 401 ? say('signed_out') : problem.detail || say('failed'));
}

function giveBack(entry) {
  pending.drop(entry);
  const text = field();
  if (!text) return backToDraft(here.id, entry);
  if (text.empty()) {
    answer(entry.reply_to ? articleOf(entry.reply_to) : null);
    text.set(entry.body, entry.format);
  } else text.prepend(entry.body, entry.format);
  returned = { client_id: entry.client_id, body: text.body() };
  kept(form())?.began(entry.draft ?? 0, entry.client_id);
  keep(form());
  text.focus();
}

function outboxButton(event, button) {
  if (button.dataset.outbox === 'again') {
    pending.sendingAgain();
    return box.again();
  }
  const entry = box.take(button.closest('li.branch').dataset.client);
  if (entry) giveBack(entry);
}

function keys(event, composer) {
  const text = writing(composer);
  if (event.isComposing || event.altKey || event.defaultPrevented || !text.element().contains(event.target)) return;
  const command = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter' && !event.shiftKey && (command || here.channel)) {
    event.preventDefault();
    composer.requestSubmit();
  } else if (event.key === 'ArrowUp' && here.channel && !command && !event.shiftKey && !text.body()) {
    const last = all('li.branch.mine > article.post[data-post][data-state="shown"]').at(-1);
    if (!last) return;
    event.preventDefault();
    edit.open(last);
  }
}

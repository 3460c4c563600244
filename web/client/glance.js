// Items of the overview are read and answered where they stand: what the link leads to is put under it, with a box.
import { call, uuid } from './api.js';
import { hear, tell } from './bus.js';
import { agreement } from './calling.js';
import { all, make, on, one, parse, viewer } from './dom.js';
import { unseenBy } from './unseen.js';
import { say } from './words.js';
import { writing } from './writing.js';

const LOOK = 1000; // so long it must be looked at to be read
const ITEM = 'li[data-glance]';

const going = new Map(); // item → controller of the request for it

export function start() {
  if (!viewer() || !one(ITEM)) return;
  for (const item of all(ITEM)) offer(item);
  on(document, 'click', `${ITEM} button.glance-open`, (event, button) => toggle(button.closest(ITEM)));
  on(document, 'submit', 'form.glance-box', answer);
  on(document, 'keydown', 'form.glance-box', (event, form) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === 'Escape' && !writing(form).changed()) close(form.closest(ITEM));
  });
  addEventListener('beforeunload', (event) => {
    if (all('form.glance-box').some((form) => writing(form).changed())) event.preventDefault();
  });
  hear('unread', ({ conversation, unread }) => { if (unread === 0) readNotices(conversation); });
}

const opener = (item) => one('button.glance-open', item);
const boxOf = (item) => one(':scope > .glance', item);

// offer puts the button: without script there is a link, and nothing more to say.
function offer(item) {
  (one('.pill', item) ?? one('.d', item)).after(make('button', { type: 'button', class: 'quiet glance-open', 'aria-expanded': 'false' }, say('glance')));
}

export function toggle(item) {
  return boxOf(item) ? close(item) : open(item);
}

export const isOpen = (item) => Boolean(boxOf(item));

export function close(item) {
  const box = boxOf(item);
  if (!box || one('form.glance-box', box) && writing(one('form.glance-box', box)).changed()) return false;
  const inside = box.contains(document.activeElement);
  box.remove();
  word(item, false);
  if (inside) opener(item).focus();
  return true;
}

function word(item, isOpen) {
  const button = opener(item);
  button.setAttribute('aria-expanded', String(isOpen));
  button.textContent = isOpen ? say('glance_close') : say('glance');
}

// open reads the posts and puts them there. It resolves with the box, null if that fails.
export async function open(item) {
  if (boxOf(item)) return boxOf(item);
  going.get(item)?.abort();
  const request = new AbortController();
  going.set(item, request);
  let box = null;
  try {
    const response = await fetch(item.dataset.glance, { headers: { Accept: 'text/html' }, signal: request.signal });
    if (response.ok) box = one('.glance', parse(await response.text()));
  } catch {
    // The line below says it.
  }
  if (request.signal.aborted) return null;
  if (!box) {
    one('.d', item).append(make('span', { class: 'wrong', role: 'status' }, say('glance_failed')));
    return null;
  }
  item.append(box);
  word(item, true);
  tell('added', box);
  look(item, box);
  return box;
}

// look marks as read what was in sight for a second, with the window looked at.
function look(item, box) {
  const posts = one('.posts', box);
  let timer = 0;
  const watcher = new IntersectionObserver(([{ isIntersecting }]) => {
    clearTimeout(timer);
    if (isIntersecting) timer = setTimeout(seen, LOOK);
  });
  const seen = () => {
    if (!box.isConnected) return watcher.disconnect();
    if (document.hidden || !document.hasFocus()) timer = setTimeout(seen, LOOK);
    else {
      watcher.disconnect();
      read(item, box);
    }
  };
  watcher.observe(posts);
}

async function read(item, box) {
  const { conversation, readTo } = box.dataset;
  try {
    if (Number(readTo)) {
      const answer = await call('PUT', `/conversations/${conversation}/read`, { post_id: Number(readTo) });
      tell('unread', { ...answer, conversation: Number(conversation) });
    } else if (one('form[action="/inbox/read"]', item)) {
      await fetch('/inbox/read', { method: 'POST', body: new URLSearchParams(new FormData(one('form[action="/inbox/read"]', item))), redirect: 'manual' });
    }
    if (!one('form[action="/inbox/answered"]', item)) one('a.t', item).classList.add('read');
  } catch {
    // It stays unread, and is offered again.
  }
}

function readNotices(conversation) {
  const at = `/glance/${Number(conversation)}`;
  for (const item of all(`${ITEM}:is([data-glance="${at}"], [data-glance^="${at}?"])`)) {
    if (!one('form[action="/inbox/answered"]', item)) one('a.t', item).classList.add('read');
  }
}

// answer sends what is in the box. What can't be sent stays there, and is the same post when it is sent again.
async function answer(event, form) {
  event.preventDefault();
  const item = form.closest(ITEM);
  const text = writing(form);
  const line = one('.status', form);
  if (text.empty()) {
    line.textContent = say('empty');
    return text.focus();
  }
  const button = one('.send-it', form);
  button.disabled = true;
  line.textContent = say('sending');
  const id = form.elements.client_id;
  try {
    const post = await call('POST', `/conversations/${form.closest('.glance').dataset.conversation}/posts`, {
      client_id: id.value, body: text.body(), format: text.format(), ...(form.elements.reply_to ? { reply_to: Number(form.elements.reply_to.value) } : {}), ...agreement(form),
    });
    done(item, form, post);
  } catch (problem) {
    button.disabled = false;
    if (problem.status === 409) id.value = uuid();
    line.textContent = problem.status === 401 ? say('signed_out') : problem.status === 0 ? say('not_sent_here') : problem.detail || say('failed');
    text.focus();
  }
}

function done(item, form, post) {
  item.classList.add('is-answered');
  one('a.t', item).classList.add('read');
  one('.inline-form', item)?.remove();
  form.replaceWith(make('p', { class: 'glance-done', role: 'status', tabindex: '-1' }, say('sent_here'), ' ', unseenBy(post), ' ', make('a', { class: 'go', href: `/p/${post.id}` }, one('a.t', item).textContent)));
  one('.glance-done', item).focus();
}

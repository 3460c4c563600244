// A post as its writer sees it before the server has it.
import { tell } from './bus.js';
import { face, make, one, parse, place, viewer } from './dom.js';
import { put } from './apply.js';
import { press } from './marks.js';
import { writeAll } from './times.js';
import { say } from './words.js';

const copyOf = (clientID) => one(`li.branch[data-client="${CSS.escape(clientID)}"]`);

// show puts the copy where the post will stand.
export function show({ client_id: clientID, body, format, reply_to: replyTo, at }) {
  const here = place();
  if (!here?.list || copyOf(clientID)) return;
  const name = here.main.dataset.name ?? '';
  const time = make('time', { datetime: new Date(at).toISOString(), 'data-when': 'post' });
  const article = make(
    'article', { class: 'post', 'data-author': viewer(), 'data-reply-to': replyTo, 'data-state': 'shown' },
    face(viewer(), name),
    make(
      'div', { class: 'said' },
      make('header', { class: 'by' }, make('b', { class: 'name' }, name), make('span', { class: 'when' }, time)),
      // What is in HTML was made by the editor, which can make nothing that the server wouldn't let through.
      format === 'html' ? make('div', { class: 'prose' }, parse(body)) : make('div', { class: 'prose typed' }, body),
      make('p', { class: 'note' }, say('sending')),
    ),
  );
  const branch = make('li', { class: 'branch is-sending', 'data-client': clientID }, article);
  put(branch, article);
  branch.classList.add('mine');
  writeAll(article);
  tell('arranged');
}

// wait says that it isn't sent yet, and offers to take it back.
export function wait({ client_id: clientID }) {
  const branch = copyOf(clientID);
  if (!branch || branch.matches('.is-failed')) return;
  branch.classList.add('is-failed');
  one('.note', branch).replaceChildren(
    say('not_sent'), ' ',
    make('button', { type: 'button', class: 'act', 'data-outbox': 'again' }, say('try_again')), ' ',
    make('button', { type: 'button', class: 'act', 'data-outbox': 'take' }, say('take_back')),
  );
}

export function sendingAgain() {
  for (const branch of document.querySelectorAll('li.branch.is-failed[data-client]')) {
    branch.classList.remove('is-failed');
    one('.note', branch).textContent = say('sending');
  }
}

export function drop({ client_id: clientID }) {
  copyOf(clientID)?.remove();
  tell('arranged');
}

// settle makes the copy the post that the server answered with. The live connection may have brought it already:
// then there is no copy. Tells whether there was one.
export function settle({ client_id: clientID }, post) {
  const branch = copyOf(clientID);
  if (!branch) return false;
  if (document.getElementById(`p${post.id}`)) {
    branch.remove();
    return false;
  }
  const article = one('article.post', branch);
  article.id = `p${post.id}`;
  Object.assign(article.dataset, { post: post.id, state: post.state, revision: post.revision });
  if (post.number) article.dataset.number = post.number;
  if (post.seq) article.dataset.seq = post.seq;
  const prose = one('.prose', article);
  prose.classList.remove('typed');
  prose.replaceChildren(parse(post.html));
  branch.classList.remove('is-sending', 'is-failed');
  const note = one('.note', article);
  if (post.state === 'held') {
    branch.classList.add('is-held');
    note.textContent = say('held');
  } else note.remove();
  put(branch, article);
  press(article);
  tell('arranged');
  return true;
}

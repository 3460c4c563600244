// Puts what the live connection brings on the page: each post at its place, once.
import { hear, tell } from './bus.js';
import { all, articleOf, branchOf, make, one, parse, place, viewer } from './dom.js';
import { foldOf } from './fold.js';
import { before, fits, spot } from './tree.js';
import { swap } from './swap.js';

let here;

export function start() {
  here = place();
  if (here) hear('frame', apply);
}

function apply(frame) {
  if (frame.kind === 'conversation.changed') return tell('changed', frame);
  if (frame.kind === 'post.moved') (frame.ids ?? []).forEach(leave);
  if (!KINDS.has(frame.kind)) return;
  for (const article of articlesIn(frame)) {
    if (isNew(frame, article)) arrive(frame, article);
    else change(frame, article);
  }
}

const KINDS = new Set(['post.created', 'post.edited', 'post.removed', 'post.restored', 'post.reacted', 'post.voted', 'post.moved']);
const ARRIVALS = new Set(['post.created', 'post.restored', 'post.moved']);

// isNew: frames show posts as they are now, so that the event that brought a post may come as its stub, by whatever
// kind. Its seq tells.
const isNew = (frame, article) => ARRIVALS.has(frame.kind) || Number(article.dataset.seq) === frame.seq;

const articlesIn = (frame) => (frame.html ? all('article.post', parse(frame.html)) : []);

// change replaces a post that is here; of one that is on another page nobody needs to know.
function change(frame, article) {
  const old = articleOf(article.dataset.post);
  if (old) tell('applied', frame, swap(old, article), false);
}

function arrive(frame, article) {
  const old = articleOf(article.dataset.post);
  if (old) {
    const waits = branchOf(old).matches('.is-held');
    const fresh = swap(old, article);
    branchOf(fresh).classList.remove('is-held', 'is-sending', 'is-failed');
    if (waits) put(branchOf(fresh), fresh);
    return tell('applied', frame, fresh, false);
  }
  document.getElementById('empty')?.remove();
  tell('arriving', frame, article);
  const sent = frame.client_id || article.dataset.client;
  const copy = sent && one(`li.branch[data-client="${CSS.escape(sent)}"]`, here.list);
  if (copy) copy.remove();
  const parent = parentOf(article);
  if (frame.kind === 'post.restored' && Number(article.dataset.number) < lowest()) return; // on an earlier page
  if (!fits({ ...here, replyTo: Number(article.dataset.replyTo) }, parent)) {
    return tell('elsewhere', frame, article);
  }
  const branch = make('li', { class: 'branch arrived' }, article);
  put(branch, article);
  tell('applied', frame, article, !copy);
}

const lowest = () => Math.min(...all('article.post', here.list).map((post) => Number(post.dataset.number) || Infinity));

// parentOf is the branch of what a post answers, if that is on the page.
function parentOf(article) {
  const parent = Number(article.dataset.replyTo) && articleOf(article.dataset.replyTo);
  return parent ? branchOf(parent) : null;
}

// put sets a branch at its place in the tree, among its siblings by number.
export function put(branch, article, list = here.list) {
  const parent = parentOf(article);
  const at = spot(
    { replyTo: Number(article.dataset.replyTo), channel: here.channel, newest: here.newest },
    parent && { depth: Number(parent.dataset.depth) },
  );
  branch.dataset.branch = article.dataset.post ?? '';
  branch.classList.toggle('apart', at.apart);
  branch.classList.toggle('mine', viewer() !== 0 && Number(article.dataset.author) === viewer());
  const into = at.where === 'root' ? list : at.where === 'under' ? repliesOf(parent) : parent.parentElement;
  insert(branch, into, at.depth);
}

const repliesOf = (branch) => one(':scope > ol.replies', foldOf(branch));

const numberOf = (branch) => Number(one('article.post', branch)?.dataset.number);

function insert(branch, list, depth) {
  branch.remove();
  const siblings = all(':scope > li.branch', list);
  const index = before(siblings.map(numberOf), numberOf(branch), here.newest);
  if (index < siblings.length) siblings[index].before(branch);
  else list.append(branch);
  deepen(branch, depth);
}

function deepen(branch, depth) {
  branch.dataset.depth = depth;
  all(':scope > .fold > .replies > li.branch', branch).forEach((reply) => deepen(reply, depth + 1));
}

// leave takes a post away that moved elsewhere. What answered it hangs under the nearest that stayed.
function leave(id) {
  const article = articleOf(id);
  if (!article) return;
  const branch = branchOf(article);
  const list = branch.parentElement;
  const depth = Number(branch.dataset.depth);
  for (const reply of all(':scope > .fold > .replies > li.branch', branch)) {
    reply.classList.add('apart');
    insert(reply, list, depth);
  }
  branch.remove();
  if (list !== here.list && !list.children.length) list.closest('details.fold').remove();
  tell('left', id);
}

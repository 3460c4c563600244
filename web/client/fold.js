// Replies that fold: what is folded stays so for this tab, a link into it opens it, and the count goes with what arrives.
import { hear } from './bus.js';
import { all, branchOf, make, one, place } from './dom.js';
import { count, say } from './words.js';

let here;
let key;

export function start() {
  here = place();
  if (!here?.list) return;
  key = `folded:c${here.id}`;
  restore();
  reveal();
  addEventListener('hashchange', reveal);
  document.addEventListener('toggle', (event) => {
    if (event.target.matches?.('details.fold')) remember();
  }, true);
  for (const topic of ['applied', 'left', 'arranged']) hear(topic, recount);
  hear('sent', (entry) => open(one(`li.branch[data-client="${CSS.escape(entry.client_id)}"]`)));
  offer();
  hear('added', offer);
}

const folds = (root = here.list) => all('details.fold', root);
const idOf = (fold) => branchOf(fold).dataset.branch;

// foldOf is what a branch's replies stand in; it is made with the first of them.
export function foldOf(branch) {
  const fold = one(':scope > details.fold', branch);
  if (fold) return fold;
  return branch.appendChild(make('details', { class: 'fold', open: true },
    make('summary'), make('ol', { class: 'replies' })));
}

// open unfolds everything around an element.
function open(element) {
  for (let fold = element?.closest('details.fold'); fold; fold = fold.parentElement.closest('details.fold')) fold.open = true;
}

function reveal() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!target || !target.closest('details.fold:not([open])')) return;
  open(target);
  target.scrollIntoView({ block: 'center' });
}

function restore() {
  const folded = new Set(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
  for (const fold of folds()) if (folded.has(idOf(fold))) fold.open = false;
  open(document.getElementById('new')); // what is new is not folded away
}

function remember() {
  const folded = folds().filter((fold) => !fold.open).map(idOf);
  if (folded.length) sessionStorage.setItem(key, JSON.stringify(folded));
  else sessionStorage.removeItem(key);
}

function recount() {
  for (const fold of folds()) {
    const text = count('fold', all('li.branch', fold).length);
    const summary = one(':scope > summary', fold);
    if (summary.textContent !== text) summary.textContent = text;
  }
}

// offer shows the button for all at once, which without script would do nothing.
function offer() {
  const button = one('#jump button.fold-all');
  if (!button?.hidden || !folds().length) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const fold = folds().some((one) => one.open);
    for (const one of folds()) one.open = !fold;
    button.textContent = fold ? say('unfold_all') : say('fold_all');
  });
}

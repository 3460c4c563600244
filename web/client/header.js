// Title, lock, pin and conclusion change by reading the page again, since only the server knows how they look to
// this reader. What is being typed stays.
import { hear, tell } from './bus.js';
import { all, articleOf, branchOf, one, parse, place } from './dom.js';

const SOON = 200; // several changes at once are one

let here;
let timer = 0;

export function start() {
  here = place();
  if (!here) return;
  hear('changed', () => {
    clearTimeout(timer);
    timer = setTimeout(read, SOON);
  });
  hear('gone', close);
}

// read fetches this page and takes over what stands around the posts.
async function read() {
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (!answer.ok) return;
    page = parse(await answer.text());
  } catch {
    return; // the connection will say so
  }
  const main = one('main[data-conversation]', page);
  if (!main || Number(main.dataset.conversation) !== here.id) return;
  here.main.dataset.may = main.dataset.may ?? '';
  for (const id of ['head', 'conclusion']) replace(id, main);
  if (hasBox(main) !== hasBox(here.main)) {
    tell('leave-box');
    replace('composer', main);
    tell('box');
  }
  const title = one('title', page);
  if (title) {
    document.title = title.textContent;
    tell('titled');
  }
  conclude(main);
  tell('added', here.main);
}

const hasBox = (main) => Boolean(one('#composer form.box', main));

function replace(id, from) {
  const old = document.getElementById(id);
  const now = one(`#${id}`, from);
  if (!old || !now) return;
  const open = all('details', old).map((details) => details.open);
  old.replaceWith(now);
  all('details', now).forEach((details, i) => { details.open = Boolean(open[i]); });
}

function conclude(main) {
  for (const branch of all('li.concluded', here.main)) {
    branch.classList.remove('concluded');
    one(':scope > .mark-good', branch)?.remove();
  }
  const now = one('li.concluded', main);
  const article = now && articleOf(one('article.post', now).dataset.post);
  if (!article) return;
  branchOf(article).classList.add('concluded');
  article.before(...all(':scope > .mark-good', now));
}

// close is for a conversation that is no longer to be had: what is typed stays, but can't be sent here.
function close() {
  all('#composer form.box button.send-it').forEach((button) => { button.disabled = true; });
}

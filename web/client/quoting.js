// Quoting: of a post all of it by its menu, or what the reader selects by a button beside that. It goes into the reply,
// with who said it and a link to where.
import { make, nameIn, on, one, place } from './dom.js';
import { passage, whole } from './passage.js';
import { answer } from './reply.js';
import { say } from './words.js';
import { writing } from './writing.js';

const PAUSE = 200; // in selecting
const GAP = 8;

let button;
let chosen = null; // {article, html, text, range}
let timer = 0;

export function start() {
  const here = place();
  if (!here?.list || !here.may('post')) return;
  button = make('button', { type: 'button', class: 'btn quote-this', hidden: true }, say('quote'));
  here.main.append(button);
  document.addEventListener('selectionchange', () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  addEventListener('scroll', () => { if (chosen) stand(); }, { passive: true, capture: true });
  for (const type of ['pointerdown', 'mousedown']) button.addEventListener(type, (event) => event.preventDefault()); // the selection stays
  button.addEventListener('click', () => {
    const { article, ...part } = chosen;
    getSelection().removeAllRanges();
    hide();
    quote(article, part);
  });
  on(document, 'click', '.menu a.quote', (event, link) => {
    const article = link.closest('article.post[data-post]');
    if (!article || !form() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest('details.menu').open = false;
    quote(article, passage(article) ?? whole(article));
  });
}

const form = () => one('#composer form.box');

// quote puts a part of a post into the box, which answers that post unless it answers another already.
export function quote(article, { html, text }) {
  const field = writing(form());
  if (field.empty() && !Number(form().elements.reply_to?.value)) answer(article);
  field.insertQuote({ html, text, name: nameIn(article), href: `/p/${article.dataset.post}` });
  field.focus();
}

function look() {
  const at = getSelection().anchorNode;
  const article = (at?.nodeType === Node.ELEMENT_NODE ? at : at?.parentElement)?.closest('article.post[data-post]');
  const part = form() && article?.dataset.state === 'shown' ? passage(article) : null;
  if (!part) return hide();
  chosen = { article, ...part };
  button.hidden = false;
  return stand();
}

function hide() {
  chosen = null;
  button.hidden = true;
}

// stand puts the button over the end of what is selected; on touch screens under it, for the system's own stands over it.
function stand() {
  const lines = [...chosen.range.getClientRects()];
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first) return hide();
  const under = matchMedia('(pointer: coarse)').matches;
  const top = under ? last.bottom + GAP * 2 : first.top - button.offsetHeight - GAP;
  const left = Math.min(under ? last.left : first.left, document.documentElement.clientWidth - button.offsetWidth - GAP);
  button.style.top = `${Math.max(GAP, Math.min(top, innerHeight - button.offsetHeight - GAP))}px`;
  button.style.left = `${Math.max(GAP, left)}px`;
}

// What channels have of their own: days, runs by one author, and staying at the bottom where one was.
import { hear } from './bus.js';
import { all, make, one, place } from './dom.js';
import { continues } from './tree.js';
import { dayOf, write } from './times.js';
import { count } from './words.js';

const NEAR = 120; // pixels from the end that count as being there

let here;
let pill;
let missed = 0;
let following = false; // the reader is at the end and stays there

export function start() {
  here = place();
  if (!here?.channel || !here.list) return;
  arrange();
  if (here.last && !location.hash && !document.getElementById('new')) toEnd();
  // Pictures that load and a box that grows move the end away.
  const grown = new ResizeObserver(() => { if (following) page().scrollTop = page().scrollHeight; });
  grown.observe(here.list);
  const composer = document.getElementById('composer');
  if (composer) grown.observe(composer);
  hear('applied', (frame, article, fresh) => {
    if (frame.kind === 'post.edited' || frame.kind === 'post.reacted') return;
    arrange();
    if (following) toEnd();
    else if (fresh) offer();
  });
  hear('left', arrange);
  hear('arranged', arrange);
  addEventListener('scroll', () => {
    following = atEnd();
    if (following) settle();
  }, { passive: true });
}

const page = () => document.scrollingElement;
const atEnd = () => page().scrollHeight - page().scrollTop - innerHeight < NEAR;

export function toEnd() {
  following = true;
  page().scrollTop = page().scrollHeight;
  settle();
}

function settle() {
  missed = 0;
  if (pill) pill.hidden = true;
}

function offer() {
  missed += 1;
  if (!pill) {
    pill = make('button', { type: 'button', class: 'arrivals' });
    pill.addEventListener('click', toEnd);
    here.list.after(pill);
  }
  pill.textContent = count('new_messages', missed);
  pill.hidden = false;
}

// arrange sets the dividers of days in the reader's zone, and closes up runs.
export function arrange() {
  all(':scope > li.day', here.list).forEach((day) => day.remove());
  let above = null;
  for (const branch of all(':scope > li.branch', here.list)) {
    const article = one('article.post', branch);
    const time = one('time', article)?.dateTime;
    if (!time) continue;
    const post = {
      author: article.dataset.state === 'shown' ? Number(article.dataset.author) : 0,
      at: Date.parse(time),
      day: dayOf(time),
      replyTo: Number(article.dataset.replyTo),
    };
    if (above?.day !== post.day) divide(branch, time);
    const afterNew = branch.previousElementSibling?.matches('.newline, .day');
    branch.classList.toggle('cont', !afterNew && continues(above, post));
    above = article.checkVisibility() ? post : null;
  }
}

function divide(branch, at) {
  const time = make('time', { datetime: at, 'data-when': 'day' });
  write(time);
  const rule = branch.previousElementSibling?.matches('.newline') ? branch.previousElementSibling : branch;
  rule.before(make('li', { class: 'day' }, time));
}

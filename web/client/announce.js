// Says to screen readers what arrived: author and text, at most once in 3 s. Can be muted, which is remembered.
import { hear } from './bus.js';
import { make, nameIn, one, place, viewer } from './dom.js';
import { count, say } from './words.js';

const PAUSE = 3000;
const LONGEST = 300; // characters of a text read out
const MUTED = 'plenary:muted';

let region;
let waiting = [];
let timer = 0;
let last = 0;

const muted = () => localStorage.getItem(MUTED) === 'yes';

export function start() {
  const here = place();
  if (!here) return;
  region = document.getElementById('announce')
    ?? here.main.appendChild(make('div', { id: 'announce', class: 'sr', role: 'log', 'aria-live': 'polite' }));
  hear('applied', (frame, article, fresh) => fresh && heard(article));
  hear('elsewhere', (frame, article) => heard(article));
  const button = make('button', { type: 'button', class: 'plain mute' }, say('read_out'));
  region.before(button);
  mute(button);
}

function heard(article) {
  if (article.dataset.state !== 'shown' || muted() || Number(article.dataset.author) === viewer() && viewer()) return;
  waiting.push({ name: nameIn(article), text: one('.prose', article)?.textContent.trim().slice(0, LONGEST) ?? '' });
  if (timer) return;
  timer = setTimeout(speak, Math.max(0, last + PAUSE - Date.now()));
}

function speak() {
  timer = 0;
  last = Date.now();
  const posts = waiting;
  waiting = [];
  if (!posts.length) return;
  const { name, text } = posts.at(-1);
  const sentence = posts.length === 1
    ? say('announce', { name, text })
    : `${count('new_posts', posts.length)}. ${say('announce', { name, text })}`;
  region.replaceChildren(make('p', {}, sentence));
}

function mute(button) {
  const show = () => button.setAttribute('aria-pressed', String(!muted()));
  show();
  button.addEventListener('click', () => {
    localStorage.setItem(MUTED, muted() ? 'no' : 'yes');
    waiting = [];
    show();
  });
}

// The line that says how the connection stands: only when that matters to the reader.
import { hear, tell } from './bus.js';
import { make } from './dom.js';
import { say } from './words.js';

const PATIENCE = 5000; // a connection lost for less is nobody's concern
const GOOD_NEWS = 3000;
const AGAIN = 20_000; // reloads closer than this would go in circles
const RELOADED = 'plenary:reloaded';

let line;
let patience = 0; // a timer: the connection is lost for how long nobody is told
let goodNews = 0; // and how long it is said that it is back
let told = false; // the reader knows that it was lost

export function start() {
  line = document.getElementById('connection')
    ?? document.body.appendChild(make('div', { id: 'connection', class: 'connection', role: 'status', hidden: true }));
  hear('link', link);
  hear('gone', gone);
  hear('reset', reset);
}

// show puts words, and a link where there is somewhere to go, in the line.
function show(state, text, href, label) {
  clearTimeout(patience);
  clearTimeout(goodNews);
  line.dataset.state = state;
  line.replaceChildren(text);
  if (href) line.append(' ', make('a', { href }, label));
  line.hidden = false;
}

function hide() {
  line.hidden = true;
  line.replaceChildren();
}

let before = '';
function link(state) {
  if (state === before) return;
  before = state;
  if (state === 'ended') {
    const next = encodeURIComponent(location.pathname + location.search);
    return show(state, say('signed_out'), `/sign-in?next=${next}`, say('sign_in'));
  }
  if (state === 'lost') {
    clearTimeout(patience);
    patience = setTimeout(() => {
      told = true;
      document.body.classList.add('is-off');
      show(state, say('lost'));
    }, PATIENCE);
    return;
  }
  clearTimeout(patience);
  if (!told) return;
  told = false;
  document.body.classList.remove('is-off');
  show(state, say('back'));
  goodNews = setTimeout(hide, GOOD_NEWS);
}

function gone({ to }) {
  if (to) show('gone', say('merged'), `/t/${to}`, say('merged_link'));
  else show('gone', say('gone'));
  before = 'gone';
}

// reset reads the page again. Where that was tried a moment ago and didn't help, the reader decides.
function reset() {
  const last = Number(sessionStorage.getItem(RELOADED));
  if (Date.now() - last < AGAIN) return show('reset', say('stale'), location.href, say('reload'));
  sessionStorage.setItem(RELOADED, String(Date.now()));
  tell('leave');
  location.reload();
}

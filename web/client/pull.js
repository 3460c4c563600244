// Pulling a page down reads it again, on devices whose home screen opens it without that: everywhere else the browser
// does it.
import { tell } from './bus.js';
import { make } from './dom.js';
import { say } from './words.js';

export const FAR = 80; // pixels from which letting go reads again
const HEAVY = 0.5; // the page follows the finger so far

const missing = () => navigator.standalone === true; // only iOS says so, and it has no other way

let from = null;
let line = null;

export function start() {
  document.addEventListener('touchstart', begin, { passive: true });
  document.addEventListener('touchmove', move, { passive: true });
  document.addEventListener('touchend', end);
  document.addEventListener('touchcancel', cancel);
}

// pulled is how far down a finger has pulled the page: 0 where it went aside, as for the way back, or up.
export function pulled(start, now) {
  const down = now.clientY - start.clientY;
  return down > Math.abs(now.clientX - start.clientX) ? down * HEAVY : 0;
}

function begin({ touches, target }) {
  from = missing() && touches.length === 1 && scrollY <= 0 && !target.closest('dialog, textarea, [contenteditable], .card') ? touches[0] : null;
}

function move({ touches }) {
  if (!from) return;
  if (touches.length > 1 || scrollY > 0) return cancel();
  const far = pulled(from, touches[0]);
  if (!far && !line) return;
  line ??= document.body.appendChild(make('div', { class: 'pull', role: 'status' }));
  line.style.setProperty('--pulled', Math.min(far, FAR));
  line.toggleAttribute('data-far', far >= FAR);
  const words = say(far >= FAR ? 'pull_far' : 'pull');
  if (line.textContent !== words) line.textContent = words;
}

function end() {
  if (!line?.hasAttribute('data-far')) return cancel();
  from = null;
  line.textContent = say('pull_now');
  tell('leave');
  location.reload();
}

function cancel() {
  from = null;
  line?.remove();
  line = null;
}

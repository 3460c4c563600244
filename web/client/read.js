// Marks as read what stood on the screen for a second while the page was looked at. Marks go in batches, and only
// as far as everything before was seen too.
import { call } from './api.js';
import { hear, tell } from './bus.js';
import { all, articleOf, on, place, viewer } from './dom.js';
import { aside } from './language.js';
import { readUpTo } from './tree.js';
import { say } from './words.js';

const LOOK = 1000;
const BATCH = 5000;

let here;
let mark = 0;
let stopped = false;
let due = 0;
let last = 0;
const seen = new Set();
const looking = new Map(); // article → timer
let observer;

export function start() {
  here = place();
  if (!here || !viewer()) return;
  stopped = 'behind' in here.main.dataset; // who reads from the newest down hasn't seen what waits further down
  mark = Number(here.main.dataset.read) || 0;
  observer = new IntersectionObserver((entries) => entries.forEach(look), { threshold: [0, 0.5, 1] });
  watch(document);
  hear('applied', (frame, article) => watch(article.closest('li.branch')));
  hear('added', watch);
  document.addEventListener('visibilitychange', () => (document.hidden ? pause() : resume()));
  addEventListener('pagehide', () => flush({ keepalive: true }));
  on(document, 'click', 'button.unread', unread);
}

const watch = (root) => all('article.post[data-post]', root).forEach((article) => observer.observe(article));

// look starts the second when enough of a post is in sight: half of it, or as much as fits.
function look({ target, isIntersecting, intersectionRatio, intersectionRect, rootBounds }) {
  const enough = isIntersecting
    && (intersectionRatio >= 0.5 || intersectionRect.height >= (rootBounds?.height ?? innerHeight) * 0.4);
  if (!enough) return forget(target);
  if (looking.has(target) || seen.has(target.dataset.post)) return;
  looking.set(target, document.hidden ? 0 : setTimeout(saw, LOOK, target));
}

function forget(article) {
  clearTimeout(looking.get(article));
  looking.delete(article);
}

function pause() {
  for (const [article, timer] of looking) {
    clearTimeout(timer);
    looking.set(article, 0);
  }
  flush({ keepalive: true });
}

function resume() {
  for (const article of looking.keys()) looking.set(article, setTimeout(saw, LOOK, article));
}

function saw(article) {
  looking.delete(article);
  seen.add(article.dataset.post);
  if (!due && next()) due = setTimeout(flush, Math.max(0, last + BATCH - Date.now()));
}

// next is how far everything on this page was seen.
function next() {
  const posts = all('article.post[data-post]').map(({ dataset }) => ({
    id: Number(dataset.post),
    seq: Number(dataset.seq) || 0,
    seen: seen.has(dataset.post) || Number(dataset.author) === viewer() || aside(articleOf(dataset.post)),
  }));
  return readUpTo(posts, mark, here.channel);
}

async function flush(options = {}) {
  clearTimeout(due);
  due = 0;
  const post = !stopped && next();
  if (!post) return;
  const before = mark;
  mark = post.seq;
  last = Date.now();
  try {
    const answer = await call('PUT', `/conversations/${here.id}/read`, { post_id: post.id }, options);
    if (typeof answer.unread === 'number') {
      tell('unread', { ...answer, conversation: here.id });
    }
  } catch (problem) {
    if (problem.passing) mark = before; // the next post seen tries again
  }
}

// unread puts the mark back. From then on this page marks nothing: the reader wants to find it unread.
async function unread(event, button) {
  const article = button.closest('article.post');
  if (!article) return;
  event.preventDefault();
  stopped = true;
  try {
    const answer = await call('PUT', `/conversations/${here.id}/read`, { unread_from: Number(article.dataset.post) });
    tell('unread', { ...answer, conversation: here.id });
    button.textContent = say('marked_unread');
  } catch {
    stopped = false;
    button.textContent = say('failed');
  }
}

// New posts that belong on another page than this: a line says how many, and leads there.
import { hear } from './bus.js';
import { make, place, viewer } from './dom.js';
import { count } from './words.js';

let bar;
let first;
const posts = new Set();

export function start() {
  const here = place();
  if (!here?.list) return;
  hear('elsewhere', (frame, article) => {
    if (Number(article.dataset.author) === viewer() && viewer()) return;
    first ??= article.dataset.post;
    posts.add(article.dataset.post);
    show(here);
  });
}

function show(here) {
  bar ??= here.list.insertAdjacentElement('afterend', make('a', { class: 'arrivals', href: `/p/${first}` }));
  bar.textContent = count(here.channel ? 'new_messages' : 'new_posts', posts.size);
}

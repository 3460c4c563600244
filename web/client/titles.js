// Addresses of this site that stand bare in a text show the title of what they lead to. The server is asked for each
// reader: who can't see it keeps the bare address.
import { hear } from './bus.js';
import { all } from './dom.js';

const LINKS = '.prose a[href]';
const OURS = /^\/(t|c|p|news)\/[^/]+/;
const AT_ONCE = 20;

const known = new Map(); // path → title, '' where there is none to show

export function start() {
  show(document);
  hear('applied', (frame, article) => show(article));
  hear('added', show);
  hear('arranged', () => show(document));
}

const pathOf = (link) => new URL(link.href).pathname;

// bare are links to conversations, posts and articles here that show their address and nothing else.
const bare = (root) => all(LINKS, root).filter((link) => {
  const url = new URL(link.href);
  const text = link.textContent.trim();
  return url.origin === location.origin && OURS.test(url.pathname) && !link.closest('.writer, .shown')
    && (text === link.getAttribute('href') || URL.canParse(text) && new URL(text).href === url.href);
});

async function show(root) {
  const links = bare(root);
  const unknown = [...new Set(links.map(pathOf))].filter((path) => !known.has(path));
  for (let i = 0; i < unknown.length; i += AT_ONCE) await ask(unknown.slice(i, i + AT_ONCE));
  for (const link of links) {
    const title = known.get(pathOf(link));
    if (!title) continue;
    link.title = link.href;
    link.textContent = title;
    link.classList.add('titled');
  }
}

async function ask(paths) {
  try {
    const answer = await fetch(`/titles?${new URLSearchParams(paths.map((path) => ['path', path]))}`, { headers: { Accept: 'application/json' } });
    if (!answer.ok) return;
    const titles = await answer.json();
    for (const path of paths) known.set(path, titles[path] ?? '');
  } catch {
    // The address stands there.
  }
}

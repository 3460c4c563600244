// Posts in languages that the reader doesn't read stand as one line each: those that arrive, too. A line opens its post.
import { hear } from './bus.js';
import { branchOf, make, nameIn, on, one, place, viewer } from './dom.js';
import { say } from './words.js';

const LINES = {
  en: (name) => say('aside_en', { name }),
  es: (name) => say('aside_es', { name }),
  other: (name) => say('aside_other', { name }),
};

let only = '';

export function start() {
  only = place()?.main.dataset.only ?? '';
  if (!only) return;
  hear('applied', (frame, article) => judge(article));
  hear('left', sweep);
  on(document, 'click', 'li.other-lang a', (event, link) => {
    event.preventDefault();
    const article = one(link.getAttribute('href'));
    if (!article) return;
    branchOf(article).classList.add('wanted');
    link.closest('li').remove();
    one('a.name, a.when', article)?.focus();
  });
}

// aside tells whether a post stands as a line instead.
export const aside = (article) => only !== '' && article.dataset.state === 'shown' && Boolean(article.dataset.lang)
  && article.dataset.lang !== only && !(viewer() && Number(article.dataset.author) === viewer())
  && !branchOf(article)?.matches('.wanted');

function judge(article) {
  const branch = branchOf(article);
  const line = branch.previousElementSibling?.matches('li.other-lang') ? branch.previousElementSibling : null;
  if (!aside(article)) return line?.remove();
  const words = LINES[article.dataset.lang] ?? LINES.other;
  const link = make('a', { href: `#${article.id}` },
    `${words(nameIn(article))} `, make('b', {}, say('show')));
  if (line) line.replaceChildren(link);
  else branch.before(make('li', { class: 'other-lang' }, link));
}

// sweep takes lines away whose post has left.
function sweep() {
  for (const line of document.querySelectorAll('li.other-lang')) {
    if (!line.nextElementSibling?.matches('li.branch')) line.remove();
  }
}

// chosen is which language a form says its text is in; '' leaves it open.
export const chosen = (form) => form.elements.lang?.value ?? '';

// select is the box's own list of languages, set to one, for a form that script makes.
export function select(lang) {
  const list = one('#composer select[name=lang]')?.cloneNode(true);
  if (!list) return '';
  list.id = `post-lang-${lang}-${document.querySelectorAll('form.editor').length}`;
  list.value = lang;
  list.setAttribute('aria-label', one('label[for="post-lang"]')?.textContent ?? '');
  return list;
}

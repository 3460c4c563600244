// Answering and quoting: the box at hand says whom it answers; its text stays.
import { hear, tell } from './bus.js';
import { all, articleOf, branchOf, make, nameIn, on, one, place } from './dom.js';
import { say } from './words.js';
import { writing } from './writing.js';

let here;
const form = () => one('#composer form.box');

export function start() {
  here = place();
  if (!here?.list) return;
  on(document, 'click', 'a.act.reply, button.quote', (event, link) => {
    const article = link.closest('article.post[data-post]');
    if (!article || !form() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const chosen = selected(article);
    const menu = link.closest('details.menu');
    if (menu) menu.open = false;
    answer(article);
    const text = chosen || (link.matches('.quote') ? plain(one('.prose', article)) : '');
    const field = writing(form());
    if (text) field.insertQuote({ text });
    field.focus();
    article.scrollIntoView({ block: 'nearest' }); // the box has grown, and would stand on what it answers
  });
  offer(document);
  hear('applied', (frame, article) => offer(article.closest('li.branch')));
  hear('added', offer);
  on(document, 'click', '#composer .drop', (event) => {
    event.preventDefault();
    drop();
  });
  on(document, 'keydown', '#composer form.box', (event) => {
    if (event.key === 'Escape' && Number(form().elements.reply_to?.value)) drop();
  });
  hear('answers', (composer, name) => {
    if (composer === form()) show(composer, articleOf(composer.elements.reply_to.value), name);
  });
  hear('left', (id) => { if (form()?.elements.reply_to?.value === String(id)) answer(null); });
}

// offer puts a way to quote in the menus: without script there is none, so pages don't print it.
function offer(root) {
  if (!here.may('post')) return;
  for (const picks of all('form.acts .menu .picks', root)) {
    if (picks.nextElementSibling?.matches('.quote')) continue;
    picks.after(make('button', { type: 'button', class: 'quote' }, say('quote')));
  }
}

// drop answers nobody, and leads back to where the reader was.
function drop() {
  const to = document.getElementById(`p${form().elements.reply_to.value}`);
  answer(null);
  const link = to && one('a.act.reply', to);
  (link ?? writing(form())).focus();
}

// answer makes the box answer a post (null: nobody). What is typed goes along.
export function answer(article) {
  const composer = form();
  const hidden = composer?.elements.reply_to;
  if (!hidden) return;
  const id = article?.dataset.post ?? '';
  if (hidden.value !== id) {
    hidden.value = id;
    if (!writing(composer).empty()) tell('written', composer);
  }
  show(composer, article);
}

function show(composer, article, name = article ? nameIn(article) : '') {
  all('li.branch.answering').forEach((branch) => branch.classList.remove('answering'));
  const line = one('.to', composer);
  if (article) branchOf(article).classList.add('answering');
  if (!line) return;
  line.hidden = !name;
  one('.to-name', line).textContent = name;
  one('.drop', line).hidden = false;
}

// selected is what the reader has chosen inside a post's text.
function selected(article) {
  const selection = getSelection();
  const prose = one('.prose', article);
  if (!prose || selection.isCollapsed || !prose.contains(selection.anchorNode) || !prose.contains(selection.focusNode)) {
    return '';
  }
  return selection.toString();
}

const plain = (prose) => prose?.innerText ?? '';

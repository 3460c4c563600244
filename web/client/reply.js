// Answering: the box at hand says whom it answers; its text stays.
import { hear, tell } from './bus.js';
import { all, articleOf, branchOf, nameIn, on, one, place } from './dom.js';
import { passage } from './passage.js';
import { quote } from './quoting.js';
import { writing } from './writing.js';

let here;
const form = () => one('#composer form.box');

export function start() {
  here = place();
  if (!here?.list) return;
  on(document, 'click', 'a.act.reply', (event, link) => {
    const article = link.closest('article.post[data-post]');
    if (!article || !form() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const chosen = passage(article);
    answer(article);
    if (chosen) quote(article, chosen);
    else writing(form()).focus();
    article.scrollIntoView({ block: 'nearest' }); // the box has grown, and would stand on what it answers
  });
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

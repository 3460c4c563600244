// Asks before a post is removed.
import { call } from './api.js';
import { make, on, one, place } from './dom.js';
import { say } from './words.js';

export function start() {
  if (!place()?.list || !window.HTMLDialogElement) return;
  on(document, 'click', 'a.own[href$="/remove"]', async (event, link) => {
    const article = link.closest('article.post[data-post]');
    // A moderator is asked for a note on what others wrote, on the page for that.
    if (!article?.closest('li.mine') || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const menu = link.closest('details.menu');
    if (menu) menu.open = false;
    const id = Number(article.dataset.post);
    const wrong = await ask(say('remove_ask'), say('remove'), () => call('DELETE', `/posts/${id}`));
    if (wrong === undefined) one(`#p${id} details.menu > summary`)?.focus();
  });
}

// ask shows a question; act runs when it is confirmed, and the question stays where that fails. Resolves with true
// when it was done, undefined when the reader thought better of it.
export function ask(question, confirm, act) {
  return new Promise((done) => {
    const line = make('p', { class: 'status', role: 'alert' });
    const yes = make('button', { type: 'button', class: 'btn danger' }, confirm);
    const no = make('button', { type: 'button', class: 'btn', autofocus: true }, say('cancel'));
    const words = make('p', { id: 'ask' }, question);
    const dialog = make('dialog', { class: 'ask', 'aria-labelledby': 'ask' }, words, line, make('div', { class: 'send' }, no, ' ', yes));
    let result;
    no.addEventListener('click', () => dialog.close());
    yes.addEventListener('click', async () => {
      yes.disabled = true;
      try {
        await act();
        result = true;
        dialog.close();
      } catch (problem) {
        yes.disabled = false;
        line.textContent = problem.status === 0 ? say('lost') : problem.detail || say('failed');
      }
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

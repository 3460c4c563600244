// Voting in place, and the fields that make a poll with a post. Without script both are plain forms.
import { call } from './api.js';
import { hear } from './bus.js';
import { all, articleOf, branchOf, make, on, one, place, viewer } from './dom.js';
import { ask } from './remove.js';
import { say } from './words.js';

const busy = new Set(); // posts whose vote is on its way

// asks tells whether a form makes a poll: then it is sent as a form, times being in the network's zone.
export const asks = (form) => ['poll_question', 'poll_options'].some((name) => form.elements[name]?.value.trim());

export function start() {
  buttons();
  hear('box', buttons);
  on(document, 'click', '.tools [data-do="poll"]', (event, button) => {
    const fields = one('.make-poll', button.closest('form'));
    fields.open = !fields.open;
    if (fields.open) one('input', fields).focus();
  });
  if (!place()?.list || !viewer()) return;
  all('form.poll').forEach(check);
  on(document, 'submit', 'form.poll', submit);
  hear('applied', (frame, article) => {
    const id = Number(article.dataset.post);
    if (frame.kind === 'post.voted' && frame.actor?.id === viewer() && !busy.has(id)) learn(id);
  });
  // Frames of secret polls name nobody, so another device of the same person is asked about when it is looked at again.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    all('form.poll[data-secret]:not([data-over])').slice(0, 5).forEach((form) => learn(Number(postOf(form).dataset.post)));
  });
}

const postOf = (form) => form.closest('article.post');

// buttons gives each toolbar over a box that can ask a button for it; then the line below needs none.
function buttons() {
  for (const fields of all('.make-poll')) {
    const tools = one('.tools', fields.closest('form'));
    if (!tools || one('[data-do="poll"]', tools)) continue;
    one('.first', tools).append(make('button', { type: 'button', 'data-do': 'poll', tabindex: '-1' }, fields.dataset.word));
    fields.classList.add('has-button');
  }
}

// check ticks what the reader has chosen, as the list item around the post says.
function check(form) {
  const mine = (branchOf(form).dataset.voted ?? '').split(' ');
  all('input[name="choice"]', form).forEach((input) => { input.checked = mine.includes(input.value); });
}

function own(id, post) {
  const form = articleOf(id) && one('form.poll', articleOf(id));
  if (!form) return;
  const mine = (post.poll?.options ?? []).filter((option) => option.mine).map((option) => option.number);
  const branch = branchOf(form);
  if (mine.length) branch.dataset.voted = mine.join(' ');
  else delete branch.dataset.voted;
  check(form);
}

async function learn(id) {
  const post = await call('GET', `/posts/${id}`).catch(() => null);
  if (post && !busy.has(id)) own(id, post);
}

async function submit(event, form) {
  const button = event.submitter;
  const id = Number(postOf(form).dataset.post);
  if (!id) return;
  event.preventDefault();
  if (button?.matches('.own')) {
    await ask(button.dataset.ask, button.textContent, () => call('POST', `/posts/${id}/poll/close`));
    return;
  }
  if (busy.has(id)) return;
  const chosen = button?.name === 'withdraw' ? [] : all('input[name="choice"]:checked', form).map((input) => Number(input.value));
  if (!chosen.length && button?.name !== 'withdraw') return one('input[name="choice"]', form)?.focus();
  busy.add(id);
  try {
    own(id, await call('PUT', `/posts/${id}/vote`, { options: chosen }));
    status(id, '');
  } catch (problem) {
    status(id, problem.status === 0 ? say('lost') : problem.detail || say('failed'));
  }
  busy.delete(id);
}

function status(id, text) {
  const line = articleOf(id) && one('.poll .status', articleOf(id));
  if (line) line.textContent = text;
}

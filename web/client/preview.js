// Shows what a text will look like, rendered by the server as it will be when it is sent.
import { all, on, one, parse } from './dom.js';
import { tell } from './bus.js';
import { say } from './words.js';
import { writing } from './writing.js';

export function start() {
  on(document, 'click', '.tools [data-do=preview]', (event, button) => {
    event.preventDefault();
    toggle(button.form ?? button.closest('form'), button);
  });
  on(document, 'submit', 'form', (event, form) => close(form));
}

async function toggle(form, button) {
  const pane = one('.preview', form);
  const text = writing(form);
  if (!pane || !text) return;
  if (!pane.hidden) {
    close(form);
    return text.focus();
  }
  pane.hidden = false;
  text.element().hidden = true;
  button.setAttribute('aria-pressed', 'true');
  pane.setAttribute('aria-busy', 'true');
  try {
    const said = new URLSearchParams({ body: text.body(), format: text.format() });
    const answer = await fetch('/preview', { method: 'POST', body: said });
    if (!answer.ok) throw new Error(String(answer.status));
    pane.replaceChildren(parse(await answer.text()));
    tell('added', pane);
  } catch {
    pane.textContent = say('failed');
  }
  pane.removeAttribute('aria-busy');
}

export function close(form) {
  const pane = one('.preview', form);
  if (!pane || pane.hidden) return;
  pane.hidden = true;
  pane.replaceChildren();
  writing(form).element().hidden = false;
  all('.tools [data-do=preview]', form).forEach((button) => button.setAttribute('aria-pressed', 'false'));
}

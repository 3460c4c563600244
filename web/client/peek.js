// Opens a small page about a post in place: its history, who reacted. Without script, or where that fails, the link
// leads to the page.
import { make, on, one, place } from './dom.js';
import { writeAll } from './times.js';
import { say } from './words.js';

export function start() {
  if (!place()?.list || !window.HTMLDialogElement) return;
  on(document, 'click', 'a[data-peek]', async (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    const page = await read(link.href);
    if (page) show(page);
    else location.assign(link.href);
  });
}

// read gives the part of a page that stands alone, with its heading; null where there is none.
async function read(href) {
  try {
    const answer = await fetch(href, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return null;
    const whole = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const part = one('[data-part]', whole);
    return part && { part: document.adoptNode(part), heading: one('h1', whole)?.textContent ?? '' };
  } catch {
    return null;
  }
}

function show({ part, heading }) {
  const close = make('button', { type: 'button', class: 'btn' }, say('close'));
  const dialog = make(
    'dialog', { class: 'peek', 'aria-labelledby': 'peek' },
    make('header', {}, make('h2', { id: 'peek', tabindex: '-1' }, heading), close), part,
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close()); // its backdrop
  dialog.addEventListener('close', () => dialog.remove());
  on(dialog, 'submit', 'form[method="get"]', async (event, form) => {
    event.preventDefault();
    const href = `${form.action.split('?')[0]}?${new URLSearchParams(new FormData(form))}`;
    const page = await read(href);
    if (!page) return location.assign(href);
    one('[data-part]', dialog).replaceWith(page.part);
    writeAll(page.part);
    one('button', page.part)?.focus();
  });
  document.body.append(dialog);
  writeAll(part);
  dialog.showModal();
  one('h2', dialog).focus();
}

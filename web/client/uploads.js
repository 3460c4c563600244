// Files into a text: chosen, pasted or dropped, sent at once, and referred to where one writes.
import { call } from './api.js';
import { hear } from './bus.js';
import { all, make, on, one } from './dom.js';
import { say } from './words.js';
import { writing } from './writing.js';

const FILE = 25 * 1024 * 1024;
const PICTURE = 10 * 1024 * 1024;
const FIELD = '.box textarea[name=body]';

export function start() {
  offer();
  hear('box', offer);
  on(document, 'click', '.tools [data-do=file]', (event, button) => {
    event.preventDefault();
    const form = button.form ?? button.closest('form');
    const input = make('input', { type: 'file', multiple: true });
    input.addEventListener('change', () => send(form, input.files));
    input.click();
  });
  on(document, 'paste', FIELD, (event, field) => {
    const files = event.clipboardData?.files;
    if (!files?.length || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    send(field.form, files);
  });
  on(document, 'dragover', '.box', (event, box) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    box.classList.add('is-over');
  });
  on(document, 'dragleave', '.box', (event, box) => {
    if (!box.contains(event.relatedTarget)) box.classList.remove('is-over');
  });
  on(document, 'drop', '.box', (event, box) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    box.classList.remove('is-over');
    send(box.closest('form'), event.dataTransfer.files);
  });
}

// offer puts the button in toolbars: without script there is no way to use it, so pages don't print it.
function offer() {
  for (const tools of all('.tools')) {
    if (!one('[data-do=file]', tools)) one('.first', tools).append(make('button', { type: 'button', 'data-do': 'file', tabindex: '-1' }, say('file')));
  }
}

export const send = (form, files) => [...files].reduce((before, file) => before.then(() => upload(form, file)), Promise.resolve());

async function upload(form, file) {
  const row = make('li', { class: 'upload', 'aria-busy': 'true' }, make('span', {}, say('uploading', { name: file.name })));
  rows(form).append(row);
  const picture = /^image\//.test(file.type);
  const limit = picture ? PICTURE : FILE;
  if (file.size > limit) return fail(row, say('too_big', { name: file.name, size: limit / 1024 / 1024 }));
  const data = new FormData();
  data.append('file', file);
  let stored;
  try {
    stored = await call('POST', '/files', data);
  } catch (problem) {
    return fail(row, problem.status === 0 ? say('lost') : problem.detail || say('failed'));
  }
  const alt = /^image\//.test(stored.type) ? await describe(row, file.name) : '';
  writing(form).insertFile(stored, alt);
  row.remove();
}

function rows(form) {
  return one('.uploads', form)
    ?? writing(form).element().insertAdjacentElement('afterend', make('ul', { class: 'uploads', 'aria-live': 'polite' }));
}

function fail(row, text) {
  row.removeAttribute('aria-busy');
  row.classList.add('is-failed');
  const close = make('button', { type: 'button', class: 'act' }, say('close'));
  close.addEventListener('click', () => row.remove());
  row.replaceChildren(make('span', { role: 'alert' }, text), ' ', close);
}

// describe asks what a picture shows. Leaving it empty is an answer too: it is decoration then.
function describe(row, name) {
  return new Promise((done) => {
    const input = make('input', { type: 'text', maxlength: 250 });
    const button = make('button', { type: 'button', class: 'btn' }, say('insert'));
    row.replaceChildren(make('label', {}, say('alt', { name }), ' ', input), ' ', button);
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      done(input.value.trim());
    });
    button.addEventListener('click', () => done(input.value.trim()));
    input.focus();
  });
}

// Files into a text: chosen, pasted or dropped anywhere on the page. Each has a line under the text that is being
// written, and leaves that alone: it goes in where its writer says, else at the end when the text is sent.
import { Problem, upload } from './api.js';
import { hear } from './bus.js';
import { all, make, on, one } from './dom.js';
import { list, show, showDrop, tellDone } from './uploadlist.js';
import { uploading } from './uploading.js';
import { say } from './words.js';
import { formOf, writing } from './writing.js';

const FILE = 25;
const PICTURE = 10; // MB
const FORMS = 'form.box, form[data-keep], form.editor';
const FIELD = 'textarea[name=body]';

// The site may have more than one name: what is shown here is at this one.
const post = async (file, options) => {
  const stored = await upload(file, options);
  return { ...stored, url: new URL(stored.url, location.href).pathname };
};
const queue = uploading({ post, told });
let last = null; // the form that was written in last
let ours = false; // what is dragged is of this page

const of = (form, ...states) => queue.items().filter((item) => item.form === form && (!states.length || states.includes(item.state)));

export function start() {
  offer();
  hear('leave-box', () => all('#composer form.box').forEach(place));
  hear('box', () => {
    offer();
    queue.items().filter(({ form }) => !form.isConnected).forEach(forget);
  });
  on(document, 'click', '.tools [data-do=file]', (event, button) => {
    event.preventDefault();
    const form = formOf(button);
    const input = make('input', { type: 'file', multiple: true });
    input.addEventListener('change', () => send(form, input.files));
    input.click();
  });
  on(document, 'paste', FIELD, (event, field) => {
    const files = event.clipboardData?.files;
    if (!formOf(field) || !files?.length || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    send(formOf(field), files);
  });
  document.addEventListener('focusin', ({ target }) => { last = formOf(target) ?? last; });
  drops();
  on(document, 'click', '.upload [data-file]', (event, button) => act(itemOf(button), button.dataset.file));
  on(document, 'keydown', '.upload input', (event, input) => {
    if (event.key !== 'Enter') return;
    event.preventDefault(); // and nothing is sent by it
    act(itemOf(input), 'insert');
  });
  document.addEventListener('submit', submit, true); // before the text is taken
  addEventListener('online', () => queue.items().forEach(queue.again));
  // A text without its files would be a draft of half of it.
  hear('leave', () => all(FORMS).forEach(place));
  addEventListener('beforeunload', () => all(FORMS).forEach(place));
}

function drops() {
  document.addEventListener('dragstart', () => { ours = true; });
  document.addEventListener('dragend', () => { ours = false; });
  const from = (event) => (!ours && event.dataTransfer?.types.includes('Files') ? nearest(event.target) : null);
  document.addEventListener('dragover', (event) => {
    const form = from(event);
    if (!form) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    showDrop(form);
  });
  document.addEventListener('dragleave', (event) => { if (!event.relatedTarget) showDrop(null); });
  document.addEventListener('drop', (event) => {
    showDrop(null);
    const form = from(event);
    if (!form) return;
    event.preventDefault();
    const folders = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()?.isDirectory ?? false);
    send(form, [...event.dataTransfer.files], folders);
  });
}

// nearest is the form that a file goes to that was dropped there; null if nothing can be written.
function nearest(target) {
  const under = formOf(target);
  if (under && writing(under)) return under;
  const open = all(FORMS).filter((form) => form.checkVisibility?.() !== false && writing(form));
  return open.find((form) => form === last) ?? open.find((form) => form.matches('.editor')) ?? open[0] ?? null;
}

// offer puts the button in toolbars: without script there is no way to use it, so pages don't print it.
function offer() {
  for (const tools of all('.tools')) {
    if (!one('[data-do=file]', tools)) one('[data-do=list]', tools).after(make('button', { type: 'button', 'data-do': 'file', tabindex: '-1' }, say('file')));
  }
}

// send uploads files for the text of a form. One that the text keeps a place for goes there (see editor/upload.js).
export function send(form, files, folders = [], spot = null) {
  [...files].forEach((file, i) => {
    const item = { file, form, picture: /^image\//.test(file.type), folder: folders[i], spot };
    const wrong = wrongWith(item);
    if (wrong) queue.refuse(item, new Problem(422, { detail: wrong }));
    else queue.add(item);
  });
}

// wrongWith saves the way to a server that would say the same.
function wrongWith({ file, picture, folder }) {
  const limit = picture ? PICTURE : FILE;
  if (folder) return say('file_folder');
  if (!file.size) return say('file_empty');
  return file.size > limit * 1024 * 1024 ? say(picture ? 'file_picture_too_big' : 'file_too_big', { size: limit }) : '';
}

// told shows what became of a file, goes on with what waited for it, and reads it out.
function told(item) {
  if (!item.form.isConnected) return forget(item); // its form was closed
  if (item.state === 'ready' && item.spot?.put(item.stored)) {
    forget(item);
    return goOn(item.form);
  }
  const before = item.shown;
  show(item);
  if (before === item.state) return;
  item.shown = item.state;
  if (item.state === 'ready' || item.state === 'failed') {
    tellDone(item);
    goOn(item.form);
  }
}

const itemOf = (element) => queue.items().find(({ row }) => row.contains(element));

function act(item, what) {
  if (!item) return;
  const text = writing(item.form);
  if (what === 'again') return queue.again(item);
  if (what === 'insert') {
    if (item.state !== 'ready') return;
    forget(item);
    return text.insertFile(item.stored, item.alt());
  }
  forget(item);
  text.focus();
  goOn(item.form);
}

function forget(item) {
  queue.drop(item);
  item.spot?.drop();
  item.row?.remove();
  item.away?.();
}

// place puts the files that are there at the end of their text.
function place(form) {
  for (const item of of(form, 'ready')) {
    forget(item);
    writing(form).appendFile(item.stored, item.alt());
  }
}

const waits = new WeakMap(); // form → the button that it is to be sent with

function submit(event) {
  const form = event.target;
  if (!form.matches(FORMS)) return;
  const busy = of(form, 'waiting', 'sending').length > 0;
  if (!busy && !of(form, 'failed').length) return place(form);
  event.preventDefault();
  event.stopImmediatePropagation();
  if (busy) waits.set(form, event.submitter);
  status(form, say(busy ? 'file_wait' : 'file_mend'));
}

// goOn sends what waited for its files, once all are there.
function goOn(form) {
  if (of(form, 'waiting', 'sending').length) return;
  const failed = of(form, 'failed').length > 0;
  if (!waits.has(form)) return failed || status(form, '');
  const button = waits.get(form);
  waits.delete(form);
  if (failed) return status(form, say('file_mend'));
  status(form, '');
  form.requestSubmit(button?.isConnected ? button : undefined);
}

function status(form, text) {
  const line = one('.uploads-status', form);
  if (line) line.textContent = text;
}

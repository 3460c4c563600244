// The list of files under a text that is being written: a line for each, with its progress and what can be done.
import { all, make, one } from './dom.js';
import { say } from './words.js';

// list is where the files of a form are shown, made when there is none.
export function list(form) {
  const there = one('.uploads', form);
  if (there) return there;
  const made = make('ul', { class: 'uploads', 'aria-label': say('file_list') });
  const parts = [made, make('p', { class: 'uploads-status', role: 'status' }), make('p', { class: 'sr uploads-told', 'aria-live': 'polite' })];
  const foot = one('.send', form);
  if (foot) foot.before(...parts);
  else one('.box', form).append(...parts);
  return made;
}

// show makes the line of an item, or brings it up to its state. The field that says what a picture shows stays as it
// is: somebody may be typing in it.
export function show(item) {
  if (!item.row) begin(item);
  const { row, state, part } = item;
  const busy = state === 'waiting' || state === 'sending';
  row.dataset.state = state;
  if (busy) row.setAttribute('aria-busy', 'true');
  else row.removeAttribute('aria-busy');
  const bar = one('progress', row);
  bar.hidden = !busy;
  if (state === 'sending' && part < 1) bar.value = part;
  else bar.removeAttribute('value'); // it takes as long as it takes
  one('.upload-now', row).textContent = words(item);
  const acts = actsOf(item).join();
  if (row.dataset.acts === acts) return;
  row.dataset.acts = acts;
  const held = row.contains(document.activeElement) && document.activeElement.matches('[data-file]');
  one('.upload-acts', row).replaceChildren(...actsOf(item).map((what) => button(item, what)));
  if (held) one('[data-file]', row)?.focus();
}

function begin(item) {
  const { file, form } = item;
  item.alt = () => one('input', item.row)?.value.trim() ?? '';
  item.row = make('li', { class: 'upload' },
    make('span', { class: 'upload-face', 'aria-hidden': 'true' }),
    make('span', { class: 'upload-name' }, file.name),
    make('progress', { max: 1, 'aria-label': file.name }),
    make('span', { class: 'upload-now' }),
    make('span', { class: 'upload-acts' }));
  if (item.picture && item.state !== 'failed') {
    one('.upload-now', item.row).after(make('label', { class: 'upload-alt' }, say('file_alt'), ' ',
      make('input', { type: 'text', maxlength: 250, autocomplete: 'off' })));
    const url = URL.createObjectURL(file);
    item.away = () => URL.revokeObjectURL(url);
    const face = make('img', { src: url, alt: '' });
    face.addEventListener('error', () => face.remove()); // not every browser shows every picture
    one('.upload-face', item.row).append(face);
  } else one('.upload-face', item.row).append(kindOf(file.name));
  list(form).append(item.row);
}

const kindOf = (name) => /\.([a-z\d]{1,4})$/i.exec(name)?.[1].toUpperCase() ?? '';

function words({ state, part, problem }) {
  switch (state) {
    case 'waiting': return say('file_waits');
    case 'sending': return part < 1 ? say('file_part', { part: Math.floor(part * 100) }) : say('file_stored');
    case 'failed': return problem.status === 0 ? say('file_lost') : problem.detail || say('failed');
    default: return say('file_ready');
  }
}

function actsOf({ state, problem }) {
  if (state === 'ready') return ['insert', 'remove'];
  if (state === 'failed') return problem.passing ? ['again', 'remove'] : ['remove'];
  return ['cancel'];
}

const button = ({ file }, what) =>
  make('button', { type: 'button', 'data-file': what, 'aria-label': say(`file_to_${what}`, { name: file.name }) },
    say(`file_act_${what}`));

// tellDone reads out what became of a file, once.
export function tellDone(item) {
  const line = one('.uploads-told', item.form);
  if (line) line.textContent = item.state === 'ready' ? say('file_done', { name: item.file.name }) : `${item.file.name}: ${words(item)}`;
}

// showDrop marks where dropped files would go; null: nowhere any more.
export function showDrop(form) {
  for (const other of all('.is-over')) if (other !== form) other.classList.remove('is-over');
  form?.classList.add('is-over');
  const there = one('.drop-note');
  if (!form) there?.remove();
  else if (!there) document.body.append(make('p', { class: 'drop-note', 'aria-hidden': 'true' }, say('file_drop')));
}

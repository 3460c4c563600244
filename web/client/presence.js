// Who is here and who is writing; and telling the others that we are.
import { hear } from './bus.js';
import { all, face, make, one, place, viewer } from './dom.js';
import { send } from './live.js';
import { count, say } from './words.js';
import { writing as writer } from './writing.js';

const NOTE = 3000; // one note in this time
const GONE = 6000; // a note without another is gone

let here;
let people = [];
const writing = new Map(); // person → when it ends

export function start() {
  here = place();
  if (!here || !viewer()) return;
  hear('here', (frame) => {
    people = frame.people ?? [];
    const now = Date.now();
    const typing = new Set(frame.typing ?? []);
    for (const id of writing.keys()) if (!typing.has(id)) writing.delete(id);
    for (const id of typing) writing.set(id, now + GONE);
    list(frame.count ?? people.length);
    sum(frame.count ?? people.length);
    line();
  });
  hear('applied', (frame, article, fresh) => {
    if (fresh && writing.delete(Number(article.dataset.author))) line();
  });
  hear('link', (state) => {
    if (state === 'open') return;
    writing.clear();
    line();
  });
  setInterval(() => {
    const now = Date.now();
    const before = writing.size;
    for (const [id, end] of writing) if (end <= now) writing.delete(id);
    if (writing.size !== before) line();
  }, 1000);
  let noted = 0;
  hear('written', (form) => {
    if (!form.closest('#composer') || writer(form).empty() || Date.now() - noted < NOTE) return;
    if (send({ op: 'typing', conversation: here.id })) noted = Date.now();
  });
  hear('sent', () => { noted = 0; });
}

// list shows the people; those that stay keep their element.
function list(total) {
  const section = document.getElementById('here');
  const ul = section && one('ul.people', section);
  if (!ul) return;
  const known = new Map(all('li[data-person]', ul).map((li) => [Number(li.dataset.person), li]));
  ul.replaceChildren(...people.map((person) => known.get(person.id) ?? make(
    'li', { 'data-person': person.id },
    face(person.id, person.name, 's'), make('b', {}, person.name),
  )));
  if (total > people.length) ul.append(make('li', { class: 'more' }, say('and_more', { n: total - people.length })));
  section.hidden = total === 0;
}

// sum is how many are here, in a channel's head.
function sum(total) {
  const tag = document.getElementById('here-count');
  const words = tag?.lastElementChild;
  if (!words) return;
  words.textContent = count('here', total);
  tag.hidden = total === 0;
}

// line says who is writing. It is not read out: it changes too often.
function line() {
  const element = document.getElementById('typing');
  if (!element) return;
  const names = [...writing.keys()].filter((id) => id !== viewer())
    .map((id) => people.find((person) => person.id === id)?.name).filter(Boolean);
  element.textContent = names.length === 0 ? ''
    : names.length === 1 ? say('writing.one', { name: names[0] })
      : names.length === 2 ? say('writing.two', { name: names[0], other: names[1] })
        : say('writing.many', { n: names.length });
}

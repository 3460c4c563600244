// What all modules need of the document.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// parse is the only way from text to elements. It is for what our own server rendered, never for what was typed.
export function parse(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

// make creates an element. Children are nodes or plain text.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// on listens to an event for the descendants that match a selector; the listener gets the event and the match.
export function on(root, type, selector, listener) {
  root.addEventListener(type, (event) => {
    const match = event.target instanceof Element && event.target.closest(selector);
    if (match && root.contains(match)) listener(event, match);
  });
}

// place is what the page says about the conversation it shows; null on other pages.
export function place() {
  const main = one('main[data-conversation]');
  if (!main || !Number(main.dataset.conversation)) return null;
  const data = main.dataset;
  return {
    main,
    id: Number(data.conversation),
    channel: data.kind === 'channel',
    newest: data.order === 'newest', // the newest post stands on top
    list: document.getElementById('posts'),
    last: 'last' in data, // the page ends with the newest post
    lang: data.lang || document.documentElement.lang || 'en',
    may: (act) => (data.may ?? '').split(' ').includes(act),
  };
}

// viewer is the id of who reads, 0 for visitors.
export const viewer = () => Number(one('[data-viewer]')?.dataset.viewer ?? 0);

export const articleOf = (id) => document.getElementById(`p${Number(id)}`);
export const branchOf = (element) => element.closest('li.branch');
// initials stand where there is no picture: of the first and the last word.
export function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...word][0].toUpperCase()).join('') || '·';
}

export const face = (person, name, size = '') =>
  make('span', { class: `face ${size} hue-${person % 12}`, 'aria-hidden': 'true' }, initials(name));

export const nameIn = (article) => one('.by .name', article)?.textContent.trim() ?? '';

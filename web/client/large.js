// A picture of a text in the whole window, with those beside it in the same text. Without script its link leads to it.
import { all, make, on, one } from './dom.js';
import { say } from './words.js';

const PICTURE = 'a[href^="/files/"] > img:not(.blur)';

export function start() {
  if (!window.HTMLDialogElement) return;
  on(document, 'click', '.prose a[href^="/files/"]', (event, link) => {
    const img = one(':scope > img:not(.blur)', link);
    if (!img || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button || link.isContentEditable) return;
    event.preventDefault();
    const pictures = all(PICTURE, link.closest('.prose'));
    show(pictures, pictures.indexOf(img));
  });
}

function show(pictures, first) {
  let at = first;
  const many = pictures.length > 1;
  const step = (by, word, sign) => {
    const button = make('button', { type: 'button', class: 'btn', 'aria-label': word, 'data-step': by }, make('span', { 'aria-hidden': 'true' }, sign));
    button.addEventListener('click', () => turn(at + by));
    return button;
  };
  const close = make('button', { type: 'button', class: 'btn' }, say('close'));
  const original = make('a', { class: 'btn' }, say('picture_original'));
  const count = make('span', { class: 'nth', role: 'status' });
  const figure = make('figure');
  const name = make('h2', { id: 'large', tabindex: '-1' });
  const dialog = make('dialog', { class: 'large', 'aria-labelledby': 'large' },
    make('header', {}, name, many ? count : '', original, close), figure,
    many ? make('footer', {}, step(-1, say('picture_previous'), '←'), step(1, say('picture_next'), '→')) : '');

  function turn(to) {
    at = (to + pictures.length) % pictures.length;
    const small = pictures[at];
    const { href } = small.parentElement;
    const img = make('img', { src: href, alt: small.alt, srcset: small.getAttribute('srcset'), sizes: small.srcset ? '100vw' : null,
      width: small.getAttribute('width'), height: small.getAttribute('height') });
    img.setAttribute('aria-busy', 'true');
    img.addEventListener('load', () => img.removeAttribute('aria-busy'));
    figure.replaceChildren(img);
    name.textContent = small.alt || decodeURIComponent(new URL(href).pathname.split('/').at(-1));
    original.href = href;
    count.textContent = say('picture_of', { n: at + 1, all: pictures.length });
  }

  dialog.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !many || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    turn(at + by);
  });
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => (event.target === dialog || event.target === figure) && dialog.close()); // beside the picture
  dialog.addEventListener('close', () => {
    dialog.remove();
    pictures[at].parentElement.focus({ preventScroll: at === first });
  });
  document.body.append(dialog);
  turn(first);
  dialog.showModal();
  name.focus();
}

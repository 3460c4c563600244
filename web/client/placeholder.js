// What stands for a picture until it is there: the few pixels that came with the text, drawn large behind it.
import { hear } from './bus.js';
import { all, make } from './dom.js';

export function start() {
  draw(document);
  hear('applied', (frame, article) => draw(article));
  hear('added', draw);
}

function draw(root) {
  for (const img of all('.prose a > img[data-blur]', root)) {
    if (img.complete || img.previousElementSibling?.matches('.blur')) continue;
    const blur = make('img', { class: 'blur', src: `data:image/png;base64,${img.dataset.blur}`, alt: '' });
    img.before(blur);
    for (const end of ['load', 'error']) img.addEventListener(end, () => blur.remove(), { once: true });
  }
}

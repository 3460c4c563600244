// A slow conversation: counts down to when one may post again, and holds the button until then.
import { hear } from './bus.js';
import { all, one } from './dom.js';
import { say } from './words.js';

let timer = 0;

export function start() {
  count();
  hear('sent', () => {
    for (const line of all('#composer .slow')) line.dataset.until = new Date(Date.now() + Number(line.dataset.slow) * 1000).toISOString();
    count();
  });
  hear('box', count);
}

function count() {
  clearTimeout(timer);
  for (const line of all('#composer .slow')) {
    const left = Math.ceil((Date.parse(line.dataset.until) - Date.now()) / 1000) || 0;
    const place = one('.left', line);
    const text = left > 0 ? say('slow_left', { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` }) : '';
    if (place && place.textContent !== text) place.textContent = text;
    all('button.send-it', line.closest('form')).forEach((button) => { button.disabled = left > 0; });
    if (left > 0) timer = setTimeout(count, 1000);
  }
}

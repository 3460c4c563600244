// The toolbar over a text: marks by button or key, reached with one tab stop and arrows.
import { hear } from './bus.js';
import { all, on, one } from './dom.js';
import { writing } from './writing.js';

const KEYS = { b: 'bold', i: 'italic', k: 'link' };
const FIELD = '.box textarea[name=body], form.editor textarea';

export function start() {
  all('.tools').forEach(show);
  hear('tools', (form) => all('.tools', form).forEach(show));
  hear('box', () => all('#composer .tools').forEach(show));
  on(document, 'click', '.tools [data-do]', (event, button) => {
    if (writing(button)?.act(button.dataset.do)) event.preventDefault();
  });
  on(document, 'click', '.tools [data-do=more]', (event, button) => {
    const rest = one('.rest', button.closest('.tools'));
    rest.hidden = !rest.hidden;
    button.setAttribute('aria-expanded', String(!rest.hidden));
  });
  on(document, 'keydown', FIELD, (event, field) => {
    const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    writing(field)?.act(act);
  });
  on(document, 'keydown', '.tools', rove);
}

const buttons = (tools) => all('button:not([disabled])', tools).filter((button) => !button.closest('[hidden]'));

function show(tools) {
  tools.hidden = false;
  const [first] = buttons(tools);
  all('button', tools).forEach((button) => { button.tabIndex = button === first ? 0 : -1; });
}

function rove(event, tools) {
  const list = buttons(tools);
  const at = list.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = list[(to + list.length) % list.length];
  list.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
  next.focus();
}

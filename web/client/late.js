// Takes what authors may no longer do with a post out of its menu: posts are the same for everybody and at any time.
// The server would refuse it.
import { one, place } from './dom.js';

export function start() {
  if (!place()?.list) return;
  document.addEventListener('toggle', (event) => {
    if (event.target.matches?.('.post details.menu[open]')) open(event.target);
  }, true);
}

function open(menu) {
  const here = place();
  const age = (Date.now() - Date.parse(one('.by time', menu.closest('article.post'))?.dateTime)) / 1000;
  const late = (seconds) => !here.may('moderate') && age > Number(seconds);
  hide(one('a.own[href$="/edit"]', menu), late(here.list.dataset.editFor));
  hide(one('a.own[href$="/remove"]', menu), late(here.list.dataset.removeFor));
}

function hide(link, away) {
  if (link) link.hidden = away;
}

// Word and Outlook put lists on the clipboard as paragraphs that say which list and level they are of.

const LEVEL = /mso-list:\s*l(\d+)\s+level(\d+)/i;

// wordLists makes lists of those paragraphs.
export function wordLists(body) {
  let open = []; // the lists that an item can go into, outermost first
  let last = null; // the item before
  for (const p of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div, table')]) {
    const said = p.matches('p') && (p.dataset.style ?? '').match(LEVEL);
    if (!said) continue;
    const level = Number(said[2]);
    const marker = p.querySelector('[data-marker]') ?? [...p.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style ?? ''));
    const sign = (marker?.textContent ?? '').replace(/[\s\u00a0]/g, '');
    marker?.remove();
    const number = sign.match(/^\(?(\d{1,6}|[a-z]{1,4})[.)]$/i);
    if (!follows(p, open[0]?.list)) open = [];
    while (open.length && open.at(-1).level > level) open.pop();
    if (open.at(-1)?.level === level && open.at(-1).of !== said[1] + Boolean(number)) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = document.createElement(number ? 'ol' : 'ul');
      if (number && Number(number[1]) > 1) list.setAttribute('start', number[1]);
      if (open.length) last.append(list);
      else p.before(list);
      open.push({ list, level, of: said[1] + Boolean(number) });
    }
    last = document.createElement('li');
    const line = document.createElement('p');
    line.append(...p.childNodes);
    last.append(line);
    open.at(-1).list.append(last);
    p.remove();
  }
}

// follows tells whether nothing but white space stands between a list and a paragraph.
function follows(p, list) {
  if (!list) return false;
  let before = p.previousSibling;
  while (before && before.nodeType !== Node.ELEMENT_NODE && !before.textContent.trim()) before = before.previousSibling;
  return before === list;
}

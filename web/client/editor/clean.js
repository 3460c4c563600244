// What other programs put on the clipboard, as plain structure: nothing of fonts, sizes and colors, lists as lists.
import { address } from './address.js';
import { wordLists } from './word.js';

const SILENT = 'style, script, title, meta, link, xml, svg, math, button, select, textarea, iframe, object, video, audio, noscript, template, nav, '
  + '[hidden], [aria-hidden="true"], .sr-only, input:not([type="checkbox"])';
const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,([A-Za-z0-9+/=\s]+)$/;

// quietly makes a source that a page with a strict policy can read: reading a style or a handler alone would be held against it.
const quietly = (html) => html
  .replace(/<!(?:--)?\[if !supportLists\](?:--)?>([\s\S]*?)<!(?:--)?\[endif\](?:--)?>/gi, '<span data-marker>$1</span>')
  .replace(/<!--[\s\S]*?-->/g, '').replace(/<!\[[^>]*>/g, '')
  .replace(/<(style|xml|script|title)\b[\s\S]*?<\/\1>/gi, '')
  .replace(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style=').replace(/\son[a-z]+\s*=/gi, ' data-on='));

// clean gives HTML of which the editor can make its own. picture(file, alt) is told of each picture that came along, and
// gives the element that keeps its place.
export function clean(html, picture) {
  if (html.includes('data-pm-slice')) return html; // from an editor like this one
  const { body } = new DOMParser().parseFromString(quietly(html), 'text/html');
  const all = (selector) => [...body.querySelectorAll(selector)];
  all(SILENT).forEach((node) => node.remove());
  all('[data-style]').filter((node) => says(node, 'display', /^none/) || says(node, 'mso-hide', /^all/)).forEach((node) => node.remove());
  all('*').filter((node) => node.localName.includes(':')).forEach(unwrap); // Office's own elements
  all('img').forEach((img) => place(img, picture));
  wordLists(body);
  all('p.MsoTitle').forEach((p) => rename(p, 'h2'));
  all('p.MsoQuote, p.MsoIntenseQuote').forEach((p) => wrap(rename(p, 'p'), 'blockquote'));
  all('li[role="checkbox"]').forEach((li) => {
    li.className = 'task';
    li.dataset.checked = li.getAttribute('aria-checked');
  });
  all('ul > ul, ul > ol, ol > ul, ol > ol').forEach((list) => list.previousElementSibling?.append(list));
  all('[data-style]').forEach(mark);
  all('a[href]').forEach((a) => { a.setAttribute('href', straight(a.getAttribute('href'))); });
  all('[lang]').forEach((node) => node.removeAttribute('lang'));
  all('[dir="ltr"], [dir="auto"]').forEach((node) => node.removeAttribute('dir'));
  all('table').filter((table) => table.rows.length === 1 && table.rows[0].cells.length === 1)
    .forEach((table) => table.replaceWith(...table.rows[0].cells[0].childNodes));
  breathe(body);
  return body.innerHTML;
}

// says tells whether an element's style has a property with such a value.
function says(node, property, value) {
  const rule = (node.dataset.style ?? '').split(';').map((part) => part.split(':')).find(([name]) => name.trim().toLowerCase() === property);
  return Boolean(rule) && value.test(rule.slice(1).join(':').trim().toLowerCase());
}

// mark says with elements what an element says with style.
function mark(node) {
  const light = says(node, 'font-weight', /^(normal|[1-5]00)/);
  if (node.matches('b, strong') && light || node.matches('i, em') && says(node, 'font-style', /^normal/)) return unwrap(node);
  if (!node.matches('span, font, b, i, em, strong, a, u, code, s, sub, sup')) return undefined;
  const inside = (name) => {
    const element = document.createElement(name);
    element.append(...node.childNodes);
    node.append(element);
  };
  const headed = node.closest('h1, h2, h3, h4, h5, h6');
  if (says(node, 'font-weight', /^(bold|[6-9]00)/) && !headed && !node.matches('b, strong')) inside('strong');
  if (says(node, 'font-style', /^italic/) && !node.matches('i, em')) inside('em');
  if (says(node, 'text-decoration', /line-through/) || says(node, 'text-decoration-line', /line-through/)) inside('s');
  if (says(node, 'vertical-align', /^super/) && !node.matches('sup')) inside('sup');
  if (says(node, 'vertical-align', /^sub/) && !node.matches('sub')) inside('sub');
  return undefined;
}

// place makes of a picture what can stand in a text: this site's own, one to be uploaded, or a link to one elsewhere.
function place(img, picture) {
  const src = img.getAttribute('src') ?? '';
  const alt = (img.getAttribute('alt') ?? '').trim();
  const data = src.match(PICTURE);
  if (img.matches('[aria-roledescription="checkbox"]') || tiny(img)) return img.remove();
  if (data) return img.replaceWith(picture(fileOf(data, alt), alt));
  const href = address(src);
  if (href?.startsWith('/files/')) return img.setAttribute('src', href.split(/[?#]/)[0]);
  if (!/^https?:/.test(href ?? '')) return img.replaceWith(alt);
  if (img.closest('a')) return img.replaceWith(alt || href);
  const link = Object.assign(document.createElement('a'), { textContent: alt || href });
  link.setAttribute('href', href);
  return img.replaceWith(link);
}

const tiny = (img) => ['width', 'height'].every((side) => img.hasAttribute(side) && Number(img.getAttribute(side)) <= 2);

function fileOf([, kind, base64], alt) {
  const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (c) => c.charCodeAt(0));
  const name = alt.replace(/[^\p{L}\p{N} _-]/gu, '').slice(0, 40).trim() || 'picture';
  return new File([bytes], `${name}.${kind === 'jpeg' ? 'jpg' : kind}`, { type: `image/${kind}` });
}

// straight is where an address leads that a program has wrapped in its own.
function straight(href) {
  if (!URL.canParse(href)) return href;
  const url = new URL(href);
  if (/(^|\.)google\.[a-z.]+$/.test(url.host) && url.pathname === '/url') return url.searchParams.get('q') || href;
  if (/\.safelinks\.protection\.outlook\.com$/.test(url.host)) return url.searchParams.get('url') || href;
  return href;
}

// breathe takes out what is there for its height alone: empty paragraphs, breaks between blocks, spaces that push.
function breathe(body) {
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest('pre')) text.data = text.data.replace(/[ \t\n\r]*\u00a0[\s\u00a0]+|[ \t\n\r]+\u00a0|^\u00a0+|\u00a0+$/g, ' ').replace(/[\u200b\ufeff\u00ad]/g, '');
  }
  for (const br of body.querySelectorAll('br')) {
    const beside = [br.previousElementSibling, br.nextElementSibling].filter(Boolean);
    const alone = (sibling) => !sibling || sibling.nodeType === Node.TEXT_NODE && !sibling.data.trim() || isBlock(sibling);
    if (br.matches('.Apple-interchange-newline') || beside.length && !br.closest('p, li, td, th, h1, h2, h3, h4') && alone(br.previousSibling) && alone(br.nextSibling)) br.remove();
  }
  for (const p of body.querySelectorAll('p, div, h1, h2, h3, h4, h5, h6')) {
    if (!p.textContent.trim() && !p.querySelector('img, [data-upload], table, hr, input')) p.remove();
  }
}

const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches('p, div, ul, ol, table, h1, h2, h3, h4, h5, h6, blockquote, pre, hr, br, b');

const unwrap = (node) => node.replaceWith(...node.childNodes);

function rename(node, name) {
  const made = document.createElement(name);
  made.append(...node.childNodes);
  node.replaceWith(made);
  return made;
}

function wrap(node, name) {
  const made = document.createElement(name);
  node.replaceWith(made);
  made.append(node);
}

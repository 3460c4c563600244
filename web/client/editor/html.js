// The document as HTML, in exactly the shapes that the sanitizer writes: what it gets from here, it leaves as it is.
import { foreign } from './address.js';
import { REL } from './marks.js';

const ESCAPES = { '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;', '"': '&#34;', '\r': '&#13;' };
const escape = (text) => String(text).replace(/[&'<>"\r]/g, (c) => ESCAPES[c]);

// tag opens an element with those attributes that have a value.
function tag(name, attributes = {}, end = '') {
  const list = Object.entries(attributes).filter(([, value]) => value != null)
    .map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${list.join('')}${end}>`;
}

const element = (name, attributes, inner) => `${tag(name, attributes)}${inner}</${name}>`;

const elements = { bold: 'strong', italic: 'em', strike: 's', sub: 'sub', sup: 'sup', kbd: 'kbd', code: 'code' };

// pieces are a line's text, breaks and pictures, each with the tags that it is set in from the outside in.
function pieces(line) {
  const list = [];
  line.forEach((node) => {
    const link = node.marks.find((mark) => mark.type.name === 'link')?.attrs;
    const inside = link && !(node.type.name === 'image' && link.href === node.attrs.src)
      ? [tag('a', { href: link.href, title: link.title, rel: foreign(link.href) ? REL : null })] : [];
    const bits = Object.keys(elements).filter((name) => node.marks.some((mark) => mark.type.name === name)).map((name) => `<${elements[name]}>`);
    if (node.isText) list.push({ tags: [...inside, ...bits], text: node.text });
    else if (node.type.name === 'hardBreak') list.push({ tags: [], br: true });
    else if (node.type.name === 'image') list.push({ tags: inside, img: node.attrs });
  });
  return list;
}

const same = (a, b) => a.tags.join('') === b.tags.join('');

// tidy folds white space, drops it around breaks and at the ends, and leaves at most two breaks in a row.
function tidy(line) {
  let out = [];
  let breaks = 2;
  const trimEnd = () => {
    while (out.length && out.at(-1).text !== undefined) {
      out.at(-1).text = out.at(-1).text.trimEnd();
      if (out.at(-1).text) break;
      out.pop();
    }
  };
  for (const piece of line) {
    const last = out.at(-1);
    if (piece.br) {
      trimEnd();
      if (breaks < 2) out.push({ ...piece });
      breaks += 1;
      continue;
    }
    if (piece.img) out.push({ ...piece });
    else {
      let text = piece.text.replace(/[ \t\n\f]+/g, ' ');
      if (!last || last.br) text = text.trimStart();
      else if (last.text?.endsWith(' ')) text = text.replace(/^ /, '');
      if (!text) continue;
      if (last?.text !== undefined && same(last, piece)) last.text += text;
      else out.push({ ...piece, text });
    }
    breaks = 0;
  }
  trimEnd();
  while (out.at(-1)?.br) {
    out.pop();
    trimEnd();
  }
  out.forEach((piece, i) => {
    if (!piece.br || i === 0) return;
    let next = i;
    while (out[next].br) next += 1;
    piece.tags = same(out[i - 1], out[next]) ? out[next].tags : [];
  });
  return out;
}

// line writes a line; what neighbors are set in alike is opened once.
function line(node) {
  let out = '';
  let open = [];
  const shut = (to) => { while (open.length > to) out += `</${open.pop().match(/^<(\w+)/)[1]}>`; };
  for (const piece of tidy(pieces(node))) {
    let common = 0;
    while (common < open.length && open[common] === piece.tags[common]) common += 1;
    shut(common);
    for (const one of piece.tags.slice(common)) {
      out += one;
      open.push(one);
    }
    if (piece.br) out += '<br/>';
    else if (piece.img) out += picture(piece.img);
    else out += escape(piece.text);
  }
  shut(0);
  return out;
}

const picture = ({ src, alt, width, height }) => tag('img', { src, alt, width, height, loading: 'lazy', decoding: 'async' }, '/');

const own = ({ attrs }) => ({ lang: attrs.lang, dir: attrs.dir });
const filled = (name, attributes, inner) => (inner ? element(name, attributes, inner) : '');
const each = (node, write) => {
  let out = '';
  node.forEach((child) => { out += write(child); });
  return out;
};

// loose is what stands in an item or a cell: one paragraph stands there without its tag, as Markdown has it.
function loose(node) {
  const first = node.firstChild;
  let paragraphs = 0;
  node.forEach((child) => { if (child.type.name === 'paragraph' && line(child)) paragraphs += 1; });
  if (first?.type.name !== 'paragraph' || paragraphs !== 1 || first.attrs.lang || first.attrs.dir) return each(node, block);
  let out = line(first);
  node.forEach((child, at, i) => { if (i > 0) out += block(child); });
  return out;
}

function item(node, inDots) {
  const task = inDots && node.attrs.checked !== null ? { class: 'task', 'data-checked': node.attrs.checked } : {};
  return filled('li', { ...own(node), ...task }, loose(node));
}

function list(node) {
  const dots = node.type.name === 'bulletList';
  let tasks = false;
  const inner = each(node, (child) => {
    const out = item(child, dots);
    tasks ||= Boolean(out) && dots && child.attrs.checked !== null;
    return out;
  });
  if (dots) return filled('ul', { ...own(node), class: tasks ? 'tasks' : null }, inner);
  const { start, reversed } = node.attrs;
  return filled('ol', { ...own(node), start: start === 1 ? null : start, reversed: reversed ? '' : null }, inner);
}

const cell = (node) => {
  const { colspan, rowspan, scope } = node.attrs;
  return element(node.type.name === 'tableHeader' ? 'th' : 'td',
    { ...own(node), colspan: colspan > 1 ? colspan : null, rowspan: rowspan > 1 ? rowspan : null, scope }, loose(node));
};

function table(node) {
  const rows = [];
  node.forEach((row) => {
    let heads = true;
    row.forEach((one) => { heads &&= one.type.name === 'tableHeader'; });
    rows.push({ heads: heads && row.childCount > 0, html: filled('tr', {}, each(row, cell)) });
  });
  const body = rows.findIndex((row) => !row.heads);
  const top = body < 0 ? rows.length : body;
  const part = (name, some) => filled(name, {}, some.map((row) => row.html).join(''));
  return filled('table', own(node), part('thead', rows.slice(0, top)) + part('tbody', rows.slice(top)));
}

function code(node) {
  const text = node.textContent.replace(/^\n+|\n+$/g, '');
  if (!text.trim()) return '';
  const { language } = node.attrs;
  return element('pre', own(node), element('code', { class: language && `language-${language}` }, escape(text)));
}

function figure(node) {
  return filled('figure', own(node), each(node, (part) =>
    (part.type.name === 'pictures' ? line(part) : filled('figcaption', own(part), line(part)))));
}

const writers = {
  paragraph: (node) => filled('p', own(node), line(node)),
  heading: (node) => filled(`h${node.attrs.level}`, own(node), line(node)),
  blockquote: (node) => filled('blockquote', own(node), each(node, block)),
  codeBlock: code,
  bulletList: list,
  orderedList: list,
  table,
  figure,
  horizontalRule: () => '<hr/>',
};

function block(node) {
  return writers[node.type.name](node);
}

// htmlOf is a document of the editor's as it is sent.
export const htmlOf = (doc) => each(doc, block);

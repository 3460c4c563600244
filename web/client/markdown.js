// What the toolbar does to Markdown: from {text, start, end} (the selection) to the same after it. No document.

const splice = ({ text, start, end }, insert, from, to) =>
  ({ text: text.slice(0, start) + insert + text.slice(end), start: start + from, end: start + to });

// wrap puts marks around the selection, or takes them away where they are.
function wrap(state, mark) {
  const { text, start, end } = state;
  const chosen = text.slice(start, end);
  const n = mark.length;
  const single = (at, step) => mark !== '*' || text[at + step] !== '*'; // ** is not * twice
  if (text.slice(start - n, start) === mark && text.slice(end, end + n) === mark
    && single(start - n, -1) && single(end, n)) {
    return { text: text.slice(0, start - n) + chosen + text.slice(end + n), start: start - n, end: end - n };
  }
  if (chosen.length > 2 * n && chosen.startsWith(mark) && chosen.endsWith(mark) && (n > 1 || chosen[1] !== mark)) {
    return splice(state, chosen.slice(n, -n), 0, chosen.length - 2 * n);
  }
  const lead = chosen.match(/^\s*/)[0].length;
  const core = chosen.trim();
  const tail = chosen.slice(lead + core.length);
  return splice(state, chosen.slice(0, lead) + mark + core + mark + tail, lead + n, lead + n + core.length);
}

export const bold = (state) => wrap(state, '**');
export const italic = (state) => wrap(state, '*');

const ADDRESS = /^(https?:\/\/|mailto:)\S+$/i;

// link makes the selection a link and chooses what is still to be typed: the address, or the words.
export function link(state, words = 'text') {
  const chosen = state.text.slice(state.start, state.end).trim();
  if (ADDRESS.test(chosen)) return splice(state, `[${words}](${chosen})`, 1, 1 + words.length);
  const label = chosen || words;
  const insert = `[${label}](https://)`;
  const from = chosen ? label.length + 3 : 1;
  return splice(state, insert, from, chosen ? insert.length - 1 : 1 + label.length);
}

// lines puts a prefix before every line of the selection, or takes it away where all have it.
function lines(state, prefix) {
  const { text } = state;
  const first = text.lastIndexOf('\n', state.start - 1) + 1;
  const close = text.indexOf('\n', Math.max(state.end - (state.end > state.start && text[state.end - 1] === '\n'), first));
  const last = close < 0 ? text.length : close;
  const rows = text.slice(first, last).split('\n');
  const all = rows.every((row) => row.startsWith(prefix));
  const now = rows.map((row) => (all ? row.slice(prefix.length) : prefix + row)).join('\n');
  const result = { text: text.slice(0, first) + now + text.slice(last) };
  if (rows.length > 1) return { ...result, start: first, end: first + now.length };
  const shift = all ? -prefix.length : prefix.length;
  return { ...result, start: Math.max(first, state.start + shift), end: Math.max(first, state.end + shift) };
}

export const list = (state) => lines(state, '- ');
export const quote = (state) => lines(state, '> ');

// quoted is a text as a quotation, with room to answer under it.
export const quoted = (text) =>
  `${text.trim().replace(/\n{3,}/g, '\n\n').split('\n').map((line) => `> ${line}`.trimEnd()).join('\n')}\n\n`;

// quotation is what somebody said, {text, name, href}, as a quotation that names them and links to it where it can.
export const quotation = ({ text, name, href }) =>
  (name && href ? `> [${escape(name)}](${href}):\n>\n${quoted(text)}` : quoted(text));

// insert puts a text in place of the selection.
export const insert = (state, text) => splice(state, text, text.length, text.length);

// insertBlock puts a text in a paragraph of its own at the selection.
export function insertBlock(state, block) {
  const head = state.text.slice(0, state.start).trimEnd();
  const tail = state.text.slice(state.end).trimStart();
  const before = head ? `${head}\n\n${block}` : block;
  return { text: tail ? `${before.trimEnd()}\n\n${tail}` : before, start: before.length, end: before.length };
}

// escape keeps a name from being read as Markdown inside brackets.
export const escape = (name) => name.replace(/[\\[\]*_`<>]/g, '\\$&').replace(/\s+/g, ' ');

// fileMark refers to an uploaded file: pictures are shown, all else is a link.
export const fileMark = ({ name, url, type }, alt) =>
  (/^image\//.test(type) ? `![${escape(alt ?? '')}](${url})` : `[${escape(name)}](${url})`);

const attribute = (text) => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// fileHTML refers to it in a paragraph of HTML.
export const fileHTML = ({ name, url, type }, alt) =>
  (/^image\//.test(type) ? `<p><img src="${attribute(url)}" alt="${attribute(alt ?? '')}"></p>` : `<p><a href="${attribute(url)}">${attribute(name)}</a></p>`);

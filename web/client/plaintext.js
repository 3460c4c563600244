// Text as it was typed into the plain box, as HTML for the editor.

const SIGNS = /[*_~`#>[\]!|\\]|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^\s*[-=]+\s*$/m;

// isSimple tells whether a text is the same read as Markdown and as what it looks like.
export const isSimple = (text) => !SIGNS.test(text);

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const parts = (text) => text.split(/\n(?:[ \t]*\n)+/).map((part) => part.replace(/^\n+|\n+$/g, '')).filter((part) => part.trim());

// paragraphs is a text as HTML: empty lines part paragraphs, other line ends are kept.
export const paragraphs = (text) => parts(text).map((part) => `<p>${escape(part).replace(/\n/g, '<br>')}</p>`).join('');

// position is how many characters of paragraphs' text stand before a place in the source.
export const position = (text, at) => (at >= text.trimEnd().length ? Infinity : parts(text.slice(0, at)).join('').length);

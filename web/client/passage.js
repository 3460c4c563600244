// What of a post's text is quoted.
import { make, one } from './dom.js';

const CELLS = 'table, thead, tbody, tr, th, td'; // half a table is none

const proseOf = (article) => one(':scope > .said > .prose', article);

// passage is what the reader selected inside a post's text, {html, text, range}; null without.
export function passage(article) {
  const selection = getSelection();
  const prose = article && proseOf(article);
  if (!prose || selection.isCollapsed || !prose.contains(selection.anchorNode) || !prose.contains(selection.focusNode)) return null;
  const text = selection.toString().trim();
  const range = selection.getRangeAt(0);
  return text && { html: htmlOf(range, prose), text, range: range.cloneRange() };
}

// whole is all of its text.
export const whole = (article) => ({ html: proseOf(article).innerHTML, text: proseOf(article).innerText });

// htmlOf gives a range with the elements that it is in: a piece of a list stays one.
function htmlOf(range, prose) {
  const holder = make('div');
  holder.append(range.cloneContents());
  let around = range.commonAncestorContainer;
  if (around.nodeType !== Node.ELEMENT_NODE) around = around.parentElement;
  for (; around !== prose; around = around.parentElement) {
    if (around.matches(CELLS)) continue;
    const shell = around.cloneNode(false);
    shell.append(...holder.childNodes);
    holder.append(shell);
  }
  return holder.innerHTML;
}

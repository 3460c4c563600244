// What a text says itself: quotations and code name nobody.
import { all, parse } from './dom.js';

export function said(text) {
  if (text.format() !== 'html') return text.body().replace(/^\s*```[\s\S]*?(```|$(?![\s\S]))/gm, '').replace(/^\s*>.*$/gm, '').replace(/`[^`\n]*`/g, '');
  const parts = parse(text.body());
  all('blockquote, pre, code', parts).forEach((element) => element.remove());
  const nodes = document.createTreeWalker(parts, NodeFilter.SHOW_TEXT);
  const words = [];
  while (nodes.nextNode()) words.push(nodes.currentNode.data);
  return words.join('\n');
}

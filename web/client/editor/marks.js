// What sets text off within a line.
import { Mark, mergeAttributes } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { Italic } from '@tiptap/extension-italic';
import { Strike } from '@tiptap/extension-strike';
import { address, foreign } from './address.js';
import { kept } from './allowed.js';

export const REL = 'ugc nofollow noopener noreferrer';

// A mention is its @handle: the server makes the link of it anew, and a file's address is all there is to its link.
const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({
    href: { parseHTML: (node) => address(node.getAttribute('href') ?? '') },
    title: kept('title'),
  }),
  parseHTML: () => [{
    tag: 'a[href]:not(.mention)',
    getAttrs: (node) => (address(node.getAttribute('href')) === null ? false : null),
  }],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes, foreign(HTMLAttributes.href) ? { rel: REL } : {}), 0],
  addKeyboardShortcuts() {
    return { 'Mod-k': () => this.editor.emit('ask-link') || true };
  },
});

const simple = (name, ...more) => Mark.create({
  name,
  parseHTML: () => [{ tag: name }, ...more],
  renderHTML: () => [name, 0],
});

const style = (property, ...values) => values.map((value) => ({ style: `${property}=${value}` }));

const code = Code.extend({ excludes: '' });

// The order is the one that the sanitizer nests them in, from the outside in.
export const marks = [
  Link,
  Bold.extend({ priority: 900 }),
  Italic.extend({ priority: 899 }),
  Strike.extend({ priority: 898 }),
  simple('sub', ...style('vertical-align', 'sub')).extend({ priority: 897, excludes: 'sup' }),
  simple('sup', ...style('vertical-align', 'super')).extend({ priority: 896, excludes: 'sub' }),
  simple('kbd').extend({ priority: 895 }),
  code.extend({ priority: 894 }),
];

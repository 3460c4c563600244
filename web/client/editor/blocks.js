// What stands on its own: paragraphs, headings, quotations, code, rules, pictures with and without a caption.
import { Extension, Node, textblockTypeInputRule } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { allowed, kept } from './allowed.js';

// A mail program's headings have six levels, ours three.
const levels = { H1: 2, H2: 2, H3: 3, H4: 4, H5: 4, H6: 4 };

const heading = Heading.configure({ levels: [2, 3, 4] }).extend({
  parseHTML: () => [{ tag: 'h1, h2, h3, h4, h5, h6', getAttrs: (node) => ({ level: levels[node.tagName] }) }],
  addInputRules() {
    return [[/^##?\s$/, 2], [/^###\s$/, 3], [/^####\s$/, 4]].map(([find, level]) =>
      textblockTypeInputRule({ find, type: this.type, getAttributes: { level } }));
  },
});

const codeBlock = CodeBlock.extend({
  addAttributes: () => ({
    language: {
      default: null,
      parseHTML: (node) => [...(node.firstElementChild?.classList ?? [])].map((name) => allowed('code', 'class', name)).find(Boolean)
        ?.slice('language-'.length) ?? null,
      rendered: false,
    },
  }),
  renderHTML: ({ node }) => ['pre', ['code', node.attrs.language ? { class: `language-${node.attrs.language}` } : {}, 0]],
});

// Ctrl+Enter sends; it isn't a way to break a line.
const hardBreak = HardBreak.extend({
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.setHardBreak() };
  },
});

const image = Node.create({
  name: 'image',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({
    src: { parseHTML: (node) => allowed('img', 'src', node.getAttribute('src')) },
    alt: { default: '', parseHTML: (node) => (node.getAttribute('alt') ?? '').trim().replace(/\s+/g, ' ') },
    width: kept('width'),
    height: kept('height'),
  }),
  parseHTML: () => [{ tag: 'img', getAttrs: (node) => (allowed('img', 'src', node.getAttribute('src')) ? null : false) }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
});

const pictures = Node.create({
  name: 'pictures',
  content: 'image+',
  marks: 'link',
  parseHTML: () => [],
  renderHTML: () => ['div', 0],
});

const figcaption = Node.create({
  name: 'figcaption',
  content: 'inline*',
  parseHTML: () => [{ tag: 'figcaption', context: 'figure/' }],
  renderHTML: () => ['figcaption', 0],
});

const figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'pictures figcaption?',
  isolating: true,
  parseHTML: () => [{
    tag: 'figure',
    getAttrs: (node) => ([...node.querySelectorAll('img')].some((img) => allowed('img', 'src', img.getAttribute('src'))) ? null : false),
  }],
  renderHTML: () => ['figure', 0],
});

// Language and direction are kept where they stand; nothing in the editor sets them.
const language = Extension.create({
  name: 'language',
  addGlobalAttributes: () => [{
    types: ['paragraph', 'heading', 'blockquote', 'codeBlock', 'bulletList', 'orderedList', 'listItem', 'table', 'tableCell',
      'tableHeader', 'figure', 'figcaption'],
    attributes: { lang: kept('lang'), dir: kept('dir', (value) => value?.toLowerCase() ?? null) },
  }],
});

export const blocks = [
  Document, Paragraph, Text, heading, Blockquote, codeBlock, HorizontalRule, hardBreak, image, figure, pictures, figcaption, language,
];

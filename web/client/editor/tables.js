// Tables: cells that span, headings with a scope, nothing about how wide they are.
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { kept } from './allowed.js';

const span = (name) => ({
  default: 1,
  parseHTML: (node) => Number(kept(name).parseHTML(node) ?? 1),
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
});

// cell has the attribute that the table's own machinery looks for, which nothing sets.
const cell = { colspan: span('colspan'), rowspan: span('rowspan'), colwidth: { default: null, rendered: false } };

const table = Table.configure({ resizable: false }).extend({
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  addNodeView: () => null,
  addKeyboardShortcuts() {
    const shortcuts = this.parent?.() ?? {};
    // The last cell lets go of the focus, so that the keyboard isn't caught.
    return { ...shortcuts, Tab: () => this.editor.commands.goToNextCell() };
  },
});

export const tables = [
  table, TableRow,
  TableCell.extend({ content: 'block+', addAttributes: () => cell }),
  TableHeader.extend({ content: 'block+', addAttributes: () => ({ ...cell, scope: kept('scope', (value) => value?.toLowerCase() ?? null) }) }),
];

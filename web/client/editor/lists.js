// Lists. A task is an item of a list with dots that has a box, as in the HTML that the sanitizer knows.
import { InputRule, mergeAttributes } from '@tiptap/core';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { kept } from './allowed.js';

const box = (node) => node.querySelector(':scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label input[type=checkbox]');

function checked(node) {
  if (node.classList.contains('task') || node.dataset.type === 'taskItem') return node.dataset.checked === 'true';
  return box(node)?.hasAttribute('checked') ?? null;
}

const item = ListItem.extend({
  content: 'paragraph block*',
  addOptions() {
    return { ...this.parent?.(), words: {} };
  },
  addAttributes: () => ({ checked: { default: null, parseHTML: checked, rendered: false } }),
  renderHTML({ node, HTMLAttributes }) {
    const task = node.attrs.checked === null ? {} : { class: 'task', 'data-checked': String(node.attrs.checked) };
    return ['li', mergeAttributes(HTMLAttributes, task), 0];
  },
  addCommands() {
    return {
      // toggleTasks makes the chosen items tasks, or takes their boxes away where all have one.
      toggleTasks: () => ({ state, tr, commands, dispatch }) => {
        const items = chosen(state, this.type);
        if (!items.length) return commands.toggleBulletList() && commands.toggleTasks();
        const all = items.every(({ node }) => node.attrs.checked !== null);
        if (dispatch) items.forEach(({ node, pos }) => tr.setNodeAttribute(pos, 'checked', all ? null : node.attrs.checked ?? false));
        return true;
      },
    };
  },
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      Enter: () => this.editor.commands.splitListItem(this.name,
        this.editor.getAttributes(this.name).checked == null ? {} : { checked: false }),
      'Mod-Shift-9': () => this.editor.commands.toggleTasks(),
    };
  },
  addInputRules() {
    return [new InputRule({
      find: /^\s*\[([ xX]?)\]\s$/,
      handler: ({ state, range, match, chain }) => {
        const { $from } = state.selection;
        const inItem = $from.node(-1)?.type === this.type && $from.index(-1) === 0;
        if ($from.parent.type.name !== 'paragraph') return null;
        const steps = chain().deleteRange(range);
        if (!inItem) steps.toggleBulletList();
        return steps.updateAttributes(this.name, { checked: /x/i.test(match[1]) }).run();
      },
    })];
  },
  // A box to tick, for mouse, keyboard and screen reader alike, beside what is written.
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const dom = document.createElement('li');
      const contentDOM = document.createElement('div');
      const tick = Object.assign(document.createElement('input'), { type: 'checkbox', contentEditable: 'false' });
      tick.setAttribute('aria-label', this.options.words.task ?? '');
      dom.append(tick, contentDOM);
      tick.addEventListener('change', () => {
        editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), 'checked', tick.checked));
      });
      const show = ({ attrs }) => {
        dom.classList.toggle('task', attrs.checked !== null);
        tick.hidden = attrs.checked === null;
        tick.checked = attrs.checked === true;
        for (const name of ['lang', 'dir']) attrs[name] === null ? dom.removeAttribute(name) : dom.setAttribute(name, attrs[name]);
      };
      show(node);
      return {
        dom,
        contentDOM,
        update(next) {
          if (next.type !== node.type) return false;
          show(next);
          return true;
        },
        stopEvent: (event) => event.target === tick,
        ignoreMutation: (mutation) => mutation.type !== 'selection' && !contentDOM.contains(mutation.target),
      };
    };
  },
});

// chosen are the innermost items of lists with dots that the selection is in.
function chosen(state, type) {
  const items = new Map();
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos, parent) => {
    if (node.type === type && parent.type.name === 'bulletList') items.set(pos, { node, pos });
  });
  const list = [...items.values()];
  return list.filter(({ pos, node }) => {
    const first = node.firstChild;
    return state.selection.from <= pos + 1 + first.nodeSize && state.selection.to > pos;
  });
}

const ordered = OrderedList.extend({
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (node) => Number(kept('start').parseHTML(node) ?? 1),
      renderHTML: ({ start }) => (start === 1 ? {} : { start }),
    },
    reversed: {
      default: false,
      parseHTML: (node) => node.hasAttribute('reversed'),
      renderHTML: ({ reversed }) => (reversed ? { reversed: '' } : {}),
    },
  }),
});

export const lists = (words) => [
  BulletList, ordered, item.configure({ words }),
  ListKeymap.configure({ listTypes: [{ itemName: 'listItem', wrapperNames: ['bulletList', 'orderedList'] }] }),
];

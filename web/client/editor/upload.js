// What keeps the place of a file in the text while it is on its way. Nothing of it is sent.
import { Node } from '@tiptap/core';

let next = 0;

// holder is an element that is read as the place of a file, and its id.
export function holder(name) {
  next += 1;
  const span = document.createElement('span');
  span.dataset.upload = next;
  span.textContent = name;
  return { id: String(next), span };
}

export const upload = Node.create({
  name: 'upload',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    id: { parseHTML: (node) => node.dataset.upload, rendered: false },
    name: { parseHTML: (node) => node.textContent, rendered: false },
  }),
  parseHTML: () => [{ tag: 'span[data-upload]' }],
  renderHTML: ({ node }) => ['span', { class: 'uploading' }, node.attrs.name],
});

// spot is the place with that id: put(stored) puts what make gives for the file there and tells whether it could, drop()
// gives the place up.
export function spot(editor, id, make) {
  const find = () => {
    let found = null;
    editor.state.doc.descendants((node, pos) => {
      if (node.type.name === 'upload' && node.attrs.id === id) found = { from: pos, to: pos + node.nodeSize };
    });
    return found;
  };
  return {
    put(stored) {
      const at = find();
      return Boolean(at) && editor.chain().insertContentAt(at, make(stored), { updateSelection: false }).run();
    },
    drop() {
      const at = find();
      if (at) editor.commands.deleteRange(at);
    },
  };
}

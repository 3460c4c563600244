// What comes from the clipboard.
import { Fragment, Slice } from '@tiptap/pm/model';
import { Selection } from '@tiptap/pm/state';
import { address, isAddress } from './address.js';
import { clean } from './clean.js';
import { holder } from './upload.js';

// clipboard are the editor's props for what is pasted and dropped. send(files) uploads what is to go where the caret is,
// come(file, alt, id) a picture whose place is kept in the text.
export function clipboard({ send, come }) {
  return {
    handlePaste(view, event) {
      const data = event.clipboardData;
      if (data?.files.length && !data.types.includes('text/plain')) {
        send(data.files);
        return true;
      }
      return linkSelection(view, data?.getData('text/plain') ?? '');
    },
    // The box takes files that are dropped (see uploads.js): where they fell is where they go.
    handleDrop(view, event) {
      if (view.dragging || !event.dataTransfer?.files.length) return false;
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (at) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
      return true;
    },
    transformPastedHTML: (html) => clean(html, (file, alt) => {
      const { id, span } = holder(file.name);
      queueMicrotask(() => come(file, alt, id)); // once it stands in the text
      return span;
    }),
    clipboardTextParser: (text, $context, plain, view) => Slice.maxOpen(Fragment.from(paragraphs(text, view.state.schema))),
  };
}

// linkSelection makes what is chosen a link to the address that was pasted over it.
function linkSelection(view, text) {
  const { state } = view;
  const { empty, from, to } = state.selection;
  if (empty || !isAddress(text)) return false;
  const lines = [];
  state.doc.nodesBetween(from, to, (node) => { if (node.isTextblock) lines.push(node); });
  if (lines.length !== 1 || !lines[0].type.allowsMarkType(state.schema.marks.link)) return false;
  const mark = state.schema.marks.link.create({ href: address(text) });
  const { tr } = state;
  view.dispatch(tr.addMark(from, to, mark).setSelection(Selection.near(tr.doc.resolve(to), -1)).scrollIntoView());
  return true;
}

// paragraphs are plain text's: empty lines part them, other line ends are kept.
function paragraphs(text, schema) {
  const parts = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/).filter((part) => part.trim());
  return parts.map((part) => schema.nodes.paragraph.create(null, part.replace(/^\n+|\n+$/g, '').split('\n').flatMap((line, i) => [
    ...(i ? [schema.nodes.hardBreak.create()] : []), ...(line ? [schema.text(line)] : []),
  ])));
}

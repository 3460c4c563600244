// What comes from the clipboard.
import { Fragment, Slice } from '@tiptap/pm/model';
import { address, isAddress } from './address.js';

// clipboard are the editor's props for what is pasted. Files are handed to send.
export function clipboard({ send }) {
  return {
    handlePaste(view, event) {
      const data = event.clipboardData;
      if (data?.files.length && !data.types.includes('text/html') && !data.types.includes('text/plain')) {
        send(data.files);
        return true;
      }
      return linkSelection(view, data?.getData('text/plain') ?? '');
    },
    // The box takes files that are dropped: where they fell is where they go.
    handleDrop(view, event) {
      if (!event.dataTransfer?.files.length) return false;
      return true;
    },
    clipboardTextParser(text, $context, plain, view) {
      return Slice.maxOpen(Fragment.from(paragraphs(text, view.state.schema)));
    },
  };
}

// linkSelection makes what is chosen a link to the address that was pasted over it.
function linkSelection(view, text) {
  const { state } = view;
  const { empty, $from, $to, from, to } = state.selection;
  if (empty || !isAddress(text) || !$from.sameParent($to) || $from.parent.type.spec.code) return false;
  if (!$from.parent.type.allowsMarkType(state.schema.marks.link)) return false;
  const mark = state.schema.marks.link.create({ href: address(text) });
  view.dispatch(state.tr.addMark(from, to, mark).scrollIntoView());
  return true;
}

// paragraphs are plain text's: empty lines part them, other line ends are kept.
export function paragraphs(text, schema) {
  const parts = text.replace(/\r\n?/g, '\n').split(/\n[ \t]*\n+/).filter((part) => part.trim());
  return parts.map((part) => schema.nodes.paragraph.create(null, part.replace(/^\n+|\n+$/g, '').split('\n').flatMap((line, i) => [
    ...(i ? [schema.nodes.hardBreak.create()] : []), ...(line ? [schema.text(line)] : []),
  ])));
}

// The rich editor: writing(form) (see writing.js) where one writes as in a mail program. It is a bundle of its own,
// loaded when somebody begins to write, and shares no module with the pages' script: what it needs of that is handed in.
import { Editor } from '@tiptap/core';
import { DOMParser as Reader } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { acts, showState, tools } from './acts.js';
import { htmlOf } from './html.js';
import { linkRow } from './link.js';
import { parts } from './parts.js';
import { clipboard } from './paste.js';
import { spot } from './upload.js';

// edit puts the editor in the place of the form's text box, which keeps the text in step for forms that are sent the
// plain way. With: {html, caret} the text to begin with and how many characters of it stand before the caret (Infinity:
// all of them, null: the box doesn't have the focus), plain: the text box's own writing(form), say: words, parse, changed() after every
// change, send(files, spot) to upload them, convert(body, format) to HTML, at once or later, paragraphs(body) of what can't
// be converted now, and leave(body, format) for a text that needs more time.
export function edit(form, { html, caret, plain, say, parse, changed, send, convert, paragraphs, leave }) {
  const field = plain.element();
  const hidden = form.elements.format;
  const given = plain.given();
  const source = plain.body();

  const editor = new Editor({
    extensions: parts({ task: say('editor_task') }),
    injectCSS: false,
    enablePasteRules: false,
    enableCoreExtensions: { textDirection: false },
    editorProps: {
      attributes: (state) => ({
        class: `prose field writer${isBlank(state.doc) ? ' is-empty' : ''}`,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': field.labels?.[0]?.textContent.trim() || field.getAttribute('aria-label') || field.placeholder,
        'data-placeholder': field.placeholder,
        ...(field.lang ? { lang: field.lang } : {}),
      }),
      // Keys that the page has a use for are the page's: the editor leaves them alone.
      handleDOMEvents: { keydown: (view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) },
      ...clipboard({ send, come: (file, alt, id) => send([file], spot(editor, id, (stored) => fileNode(stored, alt))) }),
    },
    onUpdate: () => {
      keepInStep();
      changed();
    },
    onTransaction: () => showState(form, editor),
  });
  const read = (text) => Reader.fromSchema(editor.schema).parse(holder(parse(text)));
  const keepInStep = () => { field.value = htmlOf(editor.state.doc); };

  function put(doc) {
    editor.view.updateState(EditorState.create({ doc, plugins: editor.state.plugins }));
    keepInStep();
    showState(form, editor);
  }

  put(read(html));
  const began = field.value;
  const wasChanged = plain.changed();
  hidden.value = 'html';
  tools(form, true);
  field.after(editor.view.dom);
  if (caret !== null) {
    caretAt(editor, caret);
    if (caret === Infinity) goOn(editor, source);
    editor.view.focus(); // at once, unlike the editor's own command: the next key is on its way
  }
  field.hidden = true; // now that it hasn't the focus, which therefore never leaves the form
  const ask = linkRow(editor, { form, say });
  editor.on('ask-link', ask);
  showState(form, editor);

  function writing() {
    editor.view.focus();
    return editor;
  }

  function told(doc) {
    put(doc);
    changed();
  }

  function set(body, format = 'html') {
    if (body === field.value && format === 'html') return;
    const made = convert(body, format);
    if (typeof made === 'string') told(read(made));
    else leave(body, format);
  }

  return {
    rich: true,
    format: () => 'html',
    body: () => htmlOf(editor.state.doc),
    given: () => given,
    changed: () => wasChanged || field.value !== began,
    empty: () => !field.value,
    set,
    reset: () => set(given.body, given.format),
    async prepend(body, format) {
      const made = await convert(body, format) ?? paragraphs(body);
      told(read(made + field.value));
    },
    element: () => editor.view.dom,
    focus(options) {
      editor.view.focus();
      if (!options?.preventScroll) editor.commands.scrollIntoView();
    },
    toEnd() {
      editor.view.focus();
      caretAt(editor, Infinity);
    },
    act(name) {
      if (name === 'link') ask();
      else if (!acts[name]) return false;
      else acts[name](editor);
      return true;
    },
    insertText: (text) => writing().chain().insertContent({ type: 'text', text }).run(),
    insertFile: (stored, alt) => writing().chain().insertContent([fileNode(stored, alt), { type: 'text', text: ' ' }]).run(),
    appendFile(stored, alt) {
      const { doc } = editor.state;
      const at = isBlank(doc) ? { from: 0, to: doc.content.size } : doc.content.size;
      editor.chain().insertContentAt(at, { type: 'paragraph', content: [fileNode(stored, alt)] }, { updateSelection: false }).run();
    },
    insertQuote: (quote) => insertQuote(editor, quote, read),
    before() {
      const { $from } = editor.state.selection;
      return $from.parent.type.spec.code ? '' : $from.parent.textBetween(0, $from.parentOffset, null, '\ufffc');
    },
    replaceBefore(length, text) {
      const { from } = editor.state.selection;
      writing().chain().insertContentAt({ from: from - length, to: from }, { type: 'text', text }).run();
    },
    remove() {
      tools(form, false);
      editor.destroy();
      field.hidden = false;
    },
  };
}

// fileNode shows a picture, and links to anything else.
const fileNode = ({ name, url, type }, alt) => (/^image\//.test(type) ? { type: 'image', attrs: { src: url, alt: alt ?? '' } }
  : { type: 'text', text: name, marks: [{ type: 'link', attrs: { href: url } }] });

function holder(nodes) {
  const div = document.createElement('div');
  div.append(nodes);
  return div;
}

const isBlank = (doc) => doc.childCount === 1 && doc.firstChild.isTextblock && doc.firstChild.type.name === 'paragraph' && doc.firstChild.content.size === 0;

// caretAt puts the caret behind so many characters of text, line ends among them.
function caretAt(editor, count) {
  const { doc } = editor.state;
  let left = count;
  let at = null;
  doc.descendants((node, pos) => {
    if (at !== null) return false;
    if (node.isText) {
      if (left <= node.nodeSize) at = pos + left;
      left -= node.nodeSize;
    } else if (node.type.name === 'hardBreak') {
      left -= 1;
    }
    return at === null;
  });
  const selection = at === null ? TextSelection.atEnd(doc) : TextSelection.create(doc, at);
  editor.view.dispatch(editor.state.tr.setSelection(selection));
}

// goOn is for who was about to write on after a space or on a new line, which no HTML ends with.
function goOn(editor, source) {
  const [, lines, space] = source.match(/(\n?(?:[^\S\n]*\n)*)([^\S\n]*)$/);
  const breaks = lines.split('\n').length - 1;
  if (breaks && editor.isActive('listItem')) editor.commands.splitListItem('listItem');
  else if (breaks > 1 && editor.isActive('blockquote')) under(editor);
  else if (breaks > 1) editor.commands.splitBlock();
  else if (breaks) editor.commands.setHardBreak();
  if (space) editor.view.dispatch(editor.state.tr.insertText(space));
}

// under goes on in a paragraph of its own, under what the caret is in.
function under(editor) {
  const at = editor.state.selection.$from.after(1);
  editor.chain().insertContentAt(at, { type: 'paragraph' }).setTextSelection(at + 1).run();
}

// insertQuote puts what somebody said, {html, text, name, href}, as a quotation with a line to answer under it.
function insertQuote(editor, { html, text, name, href }, read) {
  const lines = html ? read(html).content.toJSON() : text.trim().split(/\n{2,}/).map((part) => ({
    type: 'paragraph',
    content: part.split('\n').flatMap((line, i) => [...(i ? [{ type: 'hardBreak' }] : []), ...(line.trim() ? [{ type: 'text', text: line }] : [])]),
  }));
  const by = name && href ? [{ type: 'paragraph', content: [{ type: 'text', text: name, marks: [{ type: 'link', attrs: { href } }] }, { type: 'text', text: ':' }] }] : [];
  const quote = { type: 'blockquote', content: [...by, ...lines] };
  const { $from } = editor.state.selection;
  const at = $from.depth ? $from.after(1) : editor.state.doc.content.size;
  const here = $from.depth === 1 && $from.parent.type.name === 'paragraph' && !$from.parent.content.size;
  const into = here ? { from: $from.before(1), to: $from.after(1) } : at;
  editor.chain().insertContentAt(into, [quote, { type: 'paragraph' }]).run();
  const end = (here ? into.from : at) + editor.schema.nodeFromJSON(quote).nodeSize + 1;
  editor.view.focus();
  editor.chain().setTextSelection(end).scrollIntoView().run();
}
